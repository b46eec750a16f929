namespace NnBridge.Runtime.Graph;

/// <summary>Who reads the values of a network.</summary>
internal sealed class ValueUses
{
    private readonly int[] _uses;

    public ValueUses(Network network)
    {
        _uses = new int[network.Values.Length];
        foreach (Node node in network.Nodes)
            foreach (Value? input in node.Inputs)
                if (input is not null) _uses[input.Id]++;
        foreach (Value output in network.Outputs) _uses[output.Id]++;
        foreach (NetworkState state in network.States)
        {
            _uses[state.Output.Id]++;
            if (state.Initial is { } initial) _uses[initial.Id]++;
        }
    }

    /// <summary>Whether one operand, one output or one state reads the value, and nothing else does.</summary>
    public bool IsReadOnce(Value value) => _uses[value.Id] == 1;
}
