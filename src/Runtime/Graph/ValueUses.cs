namespace NnBridge.Runtime.Graph;

/// <summary>Who reads the values of a network.</summary>
internal sealed class ValueUses
{
    private const byte Many = 2;

    private readonly byte[] _uses;

    public ValueUses(Network network)
    {
        _uses = new byte[network.Values.Length];
        foreach (Node node in network.Nodes)
            foreach (Value? input in node.Inputs)
                if (input is not null) Count(input);
        foreach (Value output in network.Outputs) Count(output);
        foreach (NetworkState state in network.States)
        {
            Count(state.Output);
            if (state.Initial is { } initial) Count(initial);
        }
    }

    /// <summary>Whether anything reads the value: an operand, an output or a state.</summary>
    public bool IsRead(Value value) => _uses[value.Id] > 0;

    /// <summary>Whether one operand, one output or one state reads the value, and nothing else does.</summary>
    public bool IsReadOnce(Value value) => _uses[value.Id] == 1;

    private void Count(Value value) => _uses[value.Id] = (byte)Math.Min(_uses[value.Id] + 1, Many);
}
