namespace NnBridge.Parsers.Onnx.Ml.Trees;

/// <summary>Reads trees as TreeEnsemble has them: branches and leaves in lists of their own.</summary>
internal static class EnsembleReader
{
    public static Forest Read(OnnxNode node)
    {
        long[] targets = Ints(node, "leaf_targetids"), roots = Ints(node, "tree_roots");
        double[] weights = Numbers(node, "leaf_weights", targets.Length), modes = Numbers(node, "nodes_modes", null);
        int count = modes.Length, leaves = targets.Length;
        double[] splits = Numbers(node, "nodes_splits", count);
        long[] features = Ints(node, "nodes_featureids", count);
        int[] yes = Next(node, "true", count, leaves), no = Next(node, "false", count, leaves);
        long[]? missing = node.Ints("nodes_missing_value_tracks_true") is { Length: > 0 } given ? given : null;
        if (missing is not null && missing.Length != count) throw new InvalidNetworkException($"attribute 'nodes_missing_value_tracks_true' has {missing.Length} entries, expected {count}");
        Queue<double[]> members = Members(node);
        var branches = new Branch[count];
        for (int i = 0; i < count; i++)
        {
            if (modes[i] is < 0 or > (int)BranchMode.Member) throw new InvalidNetworkException($"a node's mode is {modes[i]}, expected 0 to {(int)BranchMode.Member}");
            var mode = (BranchMode)(int)modes[i];
            double[] own = mode != BranchMode.Member ? []
                : members.TryDequeue(out double[]? next) ? next : throw new InvalidNetworkException("attribute 'membership_values' has fewer sets than there are nodes that look into one");
            branches[i] = new Branch(features[i], mode, splits[i], yes[i], no[i], missing is not null && missing[i] != 0, own);
        }

        LeafWeight[] shares = [.. targets.Select((t, i) => t is >= 0 and <= int.MaxValue ? new LeafWeight(i, (int)t, weights[i])
            : throw new InvalidNetworkException($"attribute 'leaf_targetids' has {t}, expected 0 or more"))];
        return new Forest(leaves, branches, [.. roots.Select(r => r >= 0 && r < count ? leaves + (int)r : throw new InvalidNetworkException($"attribute 'tree_roots' has {r}, expected 0 to {count - 1}"))],
            shares);
    }

    private static int[] Next(OnnxNode node, string side, int count, int leaves)
    {
        long[] ids = Ints(node, $"nodes_{side}nodeids", count), areLeaves = Ints(node, $"nodes_{side}leafs", count);
        var next = new int[count];
        for (int i = 0; i < count; i++)
        {
            long bound = areLeaves[i] != 0 ? leaves : count;
            if (ids[i] < 0 || ids[i] >= bound) throw new InvalidNetworkException($"attribute 'nodes_{side}nodeids' has {ids[i]}, expected 0 to {bound - 1}");
            next[i] = (int)ids[i] + (areLeaves[i] != 0 ? 0 : leaves);
        }

        return next;
    }

    /// <summary>Sets with NaN behind each.</summary>
    private static Queue<double[]> Members(OnnxNode node)
    {
        var sets = new Queue<double[]>();
        var set = new List<double>();
        foreach (double value in node.Tensor("membership_values") is { } tensor ? TensorBuffer.OfConstant(tensor).ToDoubles() : [])
        {
            if (!double.IsNaN(value))
            {
                set.Add(value);
                continue;
            }

            sets.Enqueue([.. set]);
            set.Clear();
        }

        return sets;
    }

    private static long[] Ints(OnnxNode node, string name, int count = -1) => node.Ints(name) is { Length: > 0 } given && (count < 0 || given.Length == count) ? given
        : throw new InvalidNetworkException(count < 0 ? $"attribute '{name}' is missing" : $"attribute '{name}' has not {count} entries");

    private static double[] Numbers(OnnxNode node, string name, int? count)
    {
        double[] numbers = node.Tensor(name) is { } tensor ? TensorBuffer.OfConstant(tensor).ToDoubles() : throw new InvalidNetworkException($"attribute '{name}' is missing");
        return count is null || numbers.Length == count ? numbers : throw new InvalidNetworkException($"attribute '{name}' has {numbers.Length} entries, expected {count}");
    }
}
