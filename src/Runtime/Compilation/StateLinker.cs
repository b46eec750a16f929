using System.Collections.Immutable;

namespace NnBridge.Runtime.Compilation;

/// <summary>Turns inputs that the caller wants to be fed from outputs into states of the network.</summary>
internal static class StateLinker
{
    /// <exception cref="ArgumentException">A link names an input or output that the network does not have.</exception>
    public static Network Apply(Network network, ImmutableArray<StateLink> links)
    {
        if (links.IsEmpty) return network;
        var inputs = new Dictionary<Value, int>();
        foreach (StateLink link in links)
        {
            Value input = network.Inputs.FirstOrDefault(v => v.Name == link.Input)
                ?? throw new ArgumentException($"the network has no input '{link.Input}'; it has: {string.Join(", ", network.Inputs.Select(v => v.Name))}");
            int output = network.OutputNames.IndexOf(link.Output);
            if (output < 0)
                throw new ArgumentException($"the network has no output '{link.Output}'; it has: {string.Join(", ", network.OutputNames)}");
            inputs.Add(input, output);
        }

        var builder = new NetworkBuilder(network.Name);
        var map = new Dictionary<Value, Value>();
        foreach (Value input in network.Inputs)
            map[input] = inputs.ContainsKey(input) ? builder.StateInput(input.Name, input.Info) : builder.Input(input.Name, input.Info);
        foreach (NetworkState state in network.States) map[state.Input] = builder.StateInput(state.Input.Name, state.Input.Info);
        foreach (Node node in network.Nodes)
        {
            ImmutableArray<Value> outputs = builder.AddMany(node.Name, node.Op, [.. node.Inputs.Select(v => v is null ? null : Get(v))],
                OutputSpec.Of(node));
            for (int i = 0; i < outputs.Length; i++) map[node.Outputs[i]] = outputs[i];
        }

        for (int i = 0; i < network.Outputs.Length; i++) builder.Output(Get(network.Outputs[i]), network.OutputNames[i]);
        foreach (NetworkState state in network.States)
            builder.State(Get(state.Input), Get(state.Output), state.Initial is { } initial ? Get(initial) : null);
        foreach ((Value input, int output) in inputs) builder.State(Get(input), Get(network.Outputs[output]));
        return builder.Build();

        Value Get(Value value) => map.TryGetValue(value, out Value? mapped) ? mapped
            : map[value] = builder.Constant(value.Name, value.Constant ?? throw new InvalidOperationException($"{value} is used before it is mapped"));
    }
}
