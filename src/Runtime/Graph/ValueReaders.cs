namespace NnBridge.Runtime.Graph;

/// <summary>Which nodes read a value of a network, and whether anybody else does.</summary>
internal sealed class ValueReaders
{
    private readonly List<Node>?[] _nodes;
    private readonly bool[] _leaves;

    public ValueReaders(Network network)
    {
        _nodes = new List<Node>?[network.Values.Length];
        _leaves = new bool[network.Values.Length];
        foreach (Node node in network.Nodes)
            foreach (Value? input in node.Inputs)
                if (input is not null) (_nodes[input.Id] ??= []).Add(node);
        foreach (Value output in network.Outputs) _leaves[output.Id] = true;
        foreach (NetworkState state in network.States) _leaves[state.Output.Id] = true;
    }

    /// <summary>Whether only nodes read the value, and all of them are such.</summary>
    public bool AllOf(Value value, Predicate<Node> condition) => !_leaves[value.Id] && (_nodes[value.Id]?.TrueForAll(condition) ?? true);
}
