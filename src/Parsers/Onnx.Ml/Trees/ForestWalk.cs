using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml.Trees;

/// <summary>Walks down all trees at once, level by level: for every row and tree, the index of a node; leaves lead to themselves.</summary>
internal sealed class ForestWalk
{
    private const long MaxTable = 1 << 26;

    private readonly OnnxNode _node;
    private readonly Forest _forest;
    private readonly Value _x;
    private readonly Value _leaves;

    /// <param name="node">The node.</param>
    /// <param name="forest">The trees.</param>
    /// <param name="x">Features <c>[N, F]</c>, Float32 or Float64.</param>
    public ForestWalk(OnnxNode node, Forest forest, Value x)
    {
        (_node, _forest, _x) = (node, forest, x);
        int depth = forest.Depth();
        long highest = forest.Branches.Length == 0 ? 0 : forest.Branches.Max(b => b.Feature);
        if (forest.Branches.Any(b => b.Feature < 0) || (x.Info.Shape[1] >= 0 && highest >= x.Info.Shape[1] && forest.Branches.Length > 0))
            throw new InvalidNetworkException($"trees look at feature {highest} of {x.Info}");
        Value rows = node.Add("rows", new ShapeOf(ElementType.Int64) { End = 1 }, x);
        Value places = node.Add("roots", new BroadcastTo(), node.Integers("roots", [.. forest.Roots.Select(r => (long)r)]),
            node.Concat(0, rows, node.Integers("trees", forest.Roots.Length)));
        for (int i = 0; i < depth; i++) places = Step(places);
        _leaves = places;
    }

    /// <summary>What the leaves of all trees contribute, <c>[N, T, targets]</c>.</summary>
    /// <param name="targets">Number of targets.</param>
    /// <param name="otherwise">For a leaf that does not contribute to a target.</param>
    /// <param name="weight">What counts of a weight.</param>
    public Value Contributions(int targets, double otherwise, Func<double, double> weight)
    {
        if ((long)_forest.LeafCount * targets > MaxTable) throw OnnxNode.Unsupported($"{_forest.LeafCount} leaves with {targets} targets, expected at most {MaxTable} numbers");
        var table = new double[_forest.LeafCount * targets];
        Array.Fill(table, otherwise);
        var given = new HashSet<int>();
        foreach (LeafWeight share in _forest.Weights)
        {
            if (share.Target >= targets) throw new InvalidNetworkException($"a leaf contributes to target {share.Target} of {targets}");
            int at = (share.Leaf * targets) + share.Target;
            table[at] = given.Add(at) ? weight(share.Weight) : table[at] + weight(share.Weight);
        }

        return _node.Add("weights", new Gather(0), _node.Numbers("weights", _x.Info.Type, [_forest.LeafCount, targets], table), _leaves);
    }

    /// <summary>Whether any leaf contributes to a target, <c>[N, targets]</c>.</summary>
    public Value Given(int targets) => _node.Cast(_node.Reduce(ReduceKind.Max, Contributions(targets, 0, _ => 1), false, 1), ElementType.Bool);

    private Value Step(Value places)
    {
        Value feature = Look("features", places, b => b.Feature), value = _node.Add("value", new GatherElements(1), _x, feature);
        Value holds = Holds(places, value);
        if (_forest.Branches.Any(b => b.NanIsTrue))
        {
            Value nan = _node.Logic(LogicalKind.And, _node.Unary(UnaryKind.IsNaN, value), Is(places, b => b.NanIsTrue));
            holds = _node.Logic(LogicalKind.Or, holds, nan);
        }

        return _node.Select(holds, Look("true", places, b => b.True, self: true), Look("false", places, b => b.False, self: true));
    }

    private Value Holds(Value places, Value value)
    {
        BranchMode[] modes = [.. _forest.Branches.Select(b => b.Mode).Distinct()];
        ElementType type = _x.Info.Type;
        Value threshold = _node.Add("threshold", new Gather(0), Table("thresholds", type, b => b.Threshold, null), places);
        Value? result = null;
        foreach (BranchMode mode in modes)
        {
            Value holds = mode == BranchMode.Member ? Contains(places, value) : _node.Compare(Comparison(mode), value, threshold);
            result = result is null ? holds : _node.Select(Is(places, b => b.Mode == mode), holds, result);
        }

        return result ?? throw new InvalidOperationException("trees with levels have branches");
    }

    private static ComparisonKind Comparison(BranchMode mode) => mode switch
    {
        BranchMode.LessOrEqual => ComparisonKind.LessOrEqual,
        BranchMode.Less => ComparisonKind.Less,
        BranchMode.GreaterOrEqual => ComparisonKind.GreaterOrEqual,
        BranchMode.Greater => ComparisonKind.Greater,
        BranchMode.Equal => ComparisonKind.Equal,
        BranchMode.NotEqual => ComparisonKind.NotEqual,
        BranchMode.Member => throw new InvalidOperationException("membership is no comparison with one number"),
    };

    /// <summary>Whether the value is in the node's set; sets are filled up with NaN, which equals nothing.</summary>
    private Value Contains(Value places, Value value)
    {
        int size = Math.Max(1, _forest.Branches.Max(b => b.Members.Length)), count = _forest.LeafCount + _forest.Branches.Length;
        if ((long)size * count > MaxTable) throw OnnxNode.Unsupported($"{count} nodes with sets of up to {size}, expected at most {MaxTable} numbers");
        var table = new double[size * count];
        Array.Fill(table, double.NaN);
        for (int i = 0; i < _forest.Branches.Length; i++) _forest.Branches[i].Members.CopyTo(table, (_forest.LeafCount + i) * size);
        Value members = _node.Add("members", new Gather(0), _node.Numbers("sets", _x.Info.Type, [count, size], table), places);
        Value equal = _node.Cast(_node.Compare(ComparisonKind.Equal, _node.Unsqueeze(value, 2), members), ElementType.Int32);
        return _node.Cast(_node.Reduce(ReduceKind.Max, equal, false, 2), ElementType.Bool);
    }

    private Value Is(Value places, Func<Branch, bool> property) => _node.Cast(Look("property", places, b => property(b) ? 1 : 0), ElementType.Bool);

    private Value Look(string suffix, Value places, Func<Branch, double> property, bool self = false) =>
        _node.Add(suffix, new Gather(0), Table(suffix, ElementType.Int64, property, self ? i => i : null), places);

    /// <summary>A property of every node; of leaves, what a function of their index says, or 0.</summary>
    private Value Table(string suffix, ElementType type, Func<Branch, double> property, Func<int, double>? ofLeaf)
    {
        var numbers = new double[_forest.LeafCount + _forest.Branches.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = i >= _forest.LeafCount ? property(_forest.Branches[i - _forest.LeafCount]) : ofLeaf?.Invoke(i) ?? 0;
        return _node.Numbers(suffix, type, [numbers.Length], numbers);
    }
}
