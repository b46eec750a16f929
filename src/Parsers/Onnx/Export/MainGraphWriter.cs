using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writes the outermost graph: the caller's inputs and outputs, then those of state.</summary>
internal sealed class MainGraphWriter(ModelWriter model, GraphProto proto)
{
    private readonly GraphWriter _graph = new(model, proto);
    private readonly List<(Value Value, string Name)> _outputs = [];

    public void Write(Network network)
    {
        var scope = new Scope(_graph);
        foreach (Value input in network.Inputs) AddInput(scope, input, input.Name);
        foreach (NetworkState state in network.States) AddInput(scope, state.Input, $"{state.Input.Name}_state_in");
        for (int i = 0; i < network.Outputs.Length; i++) AddOutput(network.Outputs[i], network.OutputNames[i]);
        foreach (NetworkState state in network.States) AddOutput(state.Output, $"{state.Input.Name}_state_out");
        foreach (NetworkState state in network.States)
            if (state.Initial is { } initial) AddOutput(initial, $"{state.Input.Name}_state_initial");

        bool[] direct = [.. _outputs.Select(o => scope.Wants(o.Value, o.Name))];
        _graph.WriteNodes(scope, network);
        for (int i = 0; i < direct.Length; i++)
        {
            (Value value, string name) = _outputs[i];
            if (!direct[i]) proto.Node.Add(GraphWriter.MakeNode(model.Names.Unique($"{name}/Identity"), "Identity", [scope.Name(value)], [name], []));
            proto.Output.Add(GraphWriter.Describe(name, value.Info));
        }
    }

    private void AddInput(Scope scope, Value value, string wanted)
    {
        string name = model.Names.Unique(wanted);
        scope.Bind(value, name);
        proto.Input.Add(GraphWriter.Describe(name, value.Info));
    }

    private void AddOutput(Value value, string wanted) => _outputs.Add((value, model.Names.Unique(wanted)));
}
