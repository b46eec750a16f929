namespace NnBridge.Runtime.Graph;

/// <summary>Which values of a network are read by certain nodes alone.</summary>
internal sealed class ValueReaders
{
    private readonly bool[] _others;

    /// <param name="network">The network.</param>
    /// <param name="condition">Which nodes are such.</param>
    public ValueReaders(Network network, Predicate<Node> condition)
    {
        _others = new bool[network.Values.Length];
        foreach (Node node in network.Nodes)
        {
            if (condition(node)) continue;
            foreach (Value? input in node.Inputs)
                if (input is not null) _others[input.Id] = true;
        }

        foreach (Value output in network.Outputs) _others[output.Id] = true;
        foreach (NetworkState state in network.States) _others[state.Output.Id] = true;
    }

    /// <summary>Whether only such nodes read the value: neither others nor the caller.</summary>
    public bool AreAll(Value value) => !_others[value.Id];
}
