namespace NnBridge.Runtime.Graph;

/// <summary>What all readers of a value have in common.</summary>
internal sealed class ValueReaders
{
    private const sbyte Unread = 0, Mixed = -1;

    private readonly sbyte[] _kinds;

    /// <param name="network">The network.</param>
    /// <param name="kind">A small number for nodes of one kind, from 0 on; null for others.</param>
    public ValueReaders(Network network, Func<Node, int?> kind)
    {
        _kinds = new sbyte[network.Values.Length];
        foreach (Node node in network.Nodes)
        {
            sbyte read = kind(node) is { } number and < sbyte.MaxValue ? (sbyte)(number + 1) : Mixed;
            foreach (Value? input in node.Inputs)
                if (input is not null) _kinds[input.Id] = _kinds[input.Id] == Unread || _kinds[input.Id] == read ? read : Mixed;
        }

        foreach (Value output in network.Outputs) _kinds[output.Id] = Mixed;
        foreach (NetworkState state in network.States) _kinds[state.Output.Id] = Mixed;
    }

    /// <summary>The kind of the nodes that read a value; null when they differ, when one is of none, or when others than nodes read it.</summary>
    public int? KindOf(Value value) => _kinds[value.Id] > 0 ? _kinds[value.Id] - 1 : null;
}
