namespace NnBridge.Parsers.Onnx.Ml.Trees;

/// <summary>Reads trees as TreeEnsembleClassifier and TreeEnsembleRegressor have them: nodes with the numbers of their tree and of themselves.</summary>
/// <param name="node">The node.</param>
/// <param name="prefix">Of the attributes about leaves: <c>class</c> or <c>target</c>.</param>
internal sealed class ForestReader(OnnxNode node, string prefix)
{
    private readonly Dictionary<(long Tree, long Node), int> _places = [];

    public Forest Read()
    {
        long[] trees = Ints("nodes_treeids"), ids = Ints("nodes_nodeids", trees.Length), features = Ints("nodes_featureids", trees.Length);
        long[] yes = Ints("nodes_truenodeids", trees.Length), no = Ints("nodes_falsenodeids", trees.Length);
        string[] modes = node.Texts("nodes_modes") is { } given && given.Length == trees.Length ? given
            : throw new InvalidNetworkException($"attribute 'nodes_modes' is missing or has not {trees.Length} entries");
        double[] values = Numbers("nodes_values", trees.Length);
        long[]? missing = node.Ints("nodes_missing_value_tracks_true");
        if (missing is { Length: > 0 } && missing.Length != trees.Length) throw new InvalidNetworkException($"attribute 'nodes_missing_value_tracks_true' has {missing.Length} entries, expected {trees.Length}");
        int leaves = modes.Count(m => m == "LEAF"), leaf = 0, branch = leaves;
        for (int i = 0; i < trees.Length; i++)
            if (!_places.TryAdd((trees[i], ids[i]), modes[i] == "LEAF" ? leaf++ : branch++)) throw new InvalidNetworkException($"node {ids[i]} of tree {trees[i]} is there twice");
        var branches = new List<Branch>();
        for (int i = 0; i < trees.Length; i++)
            if (modes[i] != "LEAF")
                branches.Add(new Branch(features[i], Mode(modes[i]), values[i], Place(trees[i], yes[i]), Place(trees[i], no[i]), missing is { Length: > 0 } && missing[i] != 0, []));
        return new Forest(leaves, [.. branches], Roots(trees, ids, modes, yes, no), Weights(leaves));
    }

    /// <summary>The node of each tree that no other one leads to.</summary>
    private int[] Roots(long[] trees, long[] ids, string[] modes, long[] yes, long[] no)
    {
        var children = new HashSet<(long, long)>();
        for (int i = 0; i < trees.Length; i++)
        {
            if (modes[i] == "LEAF") continue;
            children.Add((trees[i], yes[i]));
            children.Add((trees[i], no[i]));
        }

        var roots = new List<int>();
        var seen = new HashSet<long>();
        for (int i = 0; i < trees.Length; i++)
        {
            if (children.Contains((trees[i], ids[i]))) continue;
            if (!seen.Add(trees[i])) throw new InvalidNetworkException($"tree {trees[i]} has more than one root");
            roots.Add(Place(trees[i], ids[i]));
        }

        return roots.Count > 0 ? [.. roots] : throw new InvalidNetworkException("no tree has a root");
    }

    private LeafWeight[] Weights(int leaves)
    {
        long[] trees = Ints($"{prefix}_treeids"), ids = Ints($"{prefix}_nodeids", trees.Length), targets = Ints($"{prefix}_ids", trees.Length);
        double[] weights = Numbers($"{prefix}_weights", trees.Length);
        var result = new LeafWeight[trees.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int place = Place(trees[i], ids[i]);
            if (place >= leaves) throw new InvalidNetworkException($"node {ids[i]} of tree {trees[i]} has a weight and is no leaf");
            if (targets[i] is < 0 or > int.MaxValue) throw new InvalidNetworkException($"attribute '{prefix}_ids' has {targets[i]}, expected 0 or more");
            result[i] = new LeafWeight(place, (int)targets[i], weights[i]);
        }

        return result;
    }

    private int Place(long tree, long id) => _places.TryGetValue((tree, id), out int place) ? place
        : throw new InvalidNetworkException($"tree {tree} has no node {id}");

    private static BranchMode Mode(string name) => name switch
    {
        "BRANCH_LEQ" => BranchMode.LessOrEqual,
        "BRANCH_LT" => BranchMode.Less,
        "BRANCH_GTE" => BranchMode.GreaterOrEqual,
        "BRANCH_GT" => BranchMode.Greater,
        "BRANCH_EQ" => BranchMode.Equal,
        "BRANCH_NEQ" => BranchMode.NotEqual,
        _ => throw new InvalidNetworkException($"a node's mode is '{name}', expected LEAF or BRANCH_LEQ, _LT, _GTE, _GT, _EQ or _NEQ"),
    };

    private long[] Ints(string name, int count = -1) => node.Ints(name) is { Length: > 0 } given && (count < 0 || given.Length == count) ? given
        : throw new InvalidNetworkException(count < 0 ? $"attribute '{name}' is missing" : $"attribute '{name}' has not {count} entries");

    /// <summary>Floats, or a tensor of any floats.</summary>
    private double[] Numbers(string name, int count)
    {
        double[] numbers = node.Tensor($"{name}_as_tensor") is { } tensor ? TensorBuffer.OfConstant(tensor).ToDoubles() : [.. (node.Floats(name) ?? []).Select(f => (double)f)];
        return numbers.Length == count ? numbers : throw new InvalidNetworkException($"attribute '{name}' has {numbers.Length} entries, expected {count}");
    }
}
