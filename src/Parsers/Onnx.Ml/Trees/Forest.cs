namespace NnBridge.Parsers.Onnx.Ml.Trees;

/// <summary>How a branch of a tree compares a feature with its threshold.</summary>
internal enum BranchMode
{
    LessOrEqual,
    Less,
    GreaterOrEqual,
    Greater,
    Equal,
    NotEqual,
    Member,
}

/// <summary>A node that is no leaf.</summary>
/// <param name="Feature">Column that is looked at.</param>
/// <param name="Mode">How.</param>
/// <param name="Threshold">Compared with.</param>
/// <param name="True">Index of the next node when the comparison holds: leaves come first, then branches.</param>
/// <param name="False">Index of the next node otherwise.</param>
/// <param name="NanIsTrue">Whether NaN goes where the comparison holds.</param>
/// <param name="Members">What <see cref="BranchMode.Member"/> looks for; empty for other modes.</param>
internal sealed record Branch(long Feature, BranchMode Mode, double Threshold, int True, int False, bool NanIsTrue, double[] Members);

/// <summary>A share that a leaf has in a target or class.</summary>
internal readonly record struct LeafWeight(int Leaf, int Target, double Weight);

/// <summary>Trees. A node's index is that of its leaf, or the number of leaves plus that of its branch.</summary>
/// <param name="LeafCount">Number of leaves of all trees.</param>
/// <param name="Branches">Branches of all trees.</param>
/// <param name="Roots">Index of the first node of each tree.</param>
/// <param name="Weights">What leaves contribute.</param>
internal sealed record Forest(int LeafCount, Branch[] Branches, int[] Roots, LeafWeight[] Weights)
{
    /// <summary>Trees deeper than this would be written out as thousands of nodes.</summary>
    private const int MaxDepth = 512;

    /// <summary>Whether every leaf contributes to every target.</summary>
    public bool ContributesToAll(int targets) => Weights.Select(w => (w.Leaf, w.Target)).Distinct().Count() == (long)LeafCount * targets;

    /// <summary>The most branches between a root and a leaf.</summary>
    /// <exception cref="InvalidNetworkException">Indices are out of range, or a node has two parents.</exception>
    public int Depth()
    {
        var seen = new bool[Branches.Length];
        var level = new List<int>(Roots);
        for (int depth = 0; ; depth++)
        {
            var next = new List<int>();
            foreach (int node in level)
            {
                if (node < 0 || node >= LeafCount + Branches.Length) throw new InvalidNetworkException($"node {node} is among {LeafCount} leaves and {Branches.Length} branches");
                if (node < LeafCount) continue;
                int index = node - LeafCount;
                if (seen[index]) throw new InvalidNetworkException($"branch {index} is reached twice");
                seen[index] = true;
                next.Add(Branches[index].True);
                next.Add(Branches[index].False);
            }

            if (next.Count == 0) return depth;
            if (depth >= MaxDepth) throw new InvalidNetworkException($"trees are deeper than {MaxDepth}");
            level = next;
        }
    }
}
