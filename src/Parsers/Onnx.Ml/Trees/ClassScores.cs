using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml.Trees;

/// <summary>Labels and scores of a classifier made of trees.</summary>
/// <param name="node">The node.</param>
/// <param name="forest">The trees.</param>
/// <param name="labels">The classes.</param>
/// <param name="bases">Added to the scores.</param>
/// <param name="type">Type of the scores until they are results.</param>
internal sealed class ClassScores(OnnxNode node, Forest forest, Labels labels, double[] bases, ElementType type)
{
    private const double Half = 0.5;

    public void Emit(ForestWalk walk)
    {
        int[] classes = [.. forest.Weights.Select(w => w.Target).Distinct()];
        string transform = PostTransform.NameOf(node);
        if (labels.Count == 1) throw OnnxNode.Unsupported("a classifier of one class, whose other label is not in the file");
        Value sums = node.Reduce(ReduceKind.Sum, walk.Contributions(labels.Count, 0, w => w), false, 1);
        if (labels.Count > 2) Many(walk, sums, transform);
        else if (classes is [0] && bases.Length < 2) One(node.Column(sums, 0), transform);
        else Two(sums, classes, transform);
    }

    private void Many(ForestWalk walk, Value scores, string transform)
    {
        if (bases.Length > 0)
        {
            if (bases.Length != labels.Count) throw new InvalidNetworkException($"has {bases.Length} base values for {labels.Count} classes");
            scores = node.Binary(BinaryKind.Add, scores, node.Numbers("base", type, [bases.Length], bases));
        }

        labels.Emit(node, () =>
        {
            Value compared = scores;
            // A class that no leaf contributes to is not chosen.
            if (bases.Length == 0 && !forest.ContributesToAll(labels.Count)) compared = node.Select(walk.Given(labels.Count), scores, node.Scalar(type, double.NegativeInfinity));

            return node.Add("best", new ArgMinMax(ArgKind.Max, ElementType.Int64), compared, node.Integers("axis", 1));
        });
        if (node.HasOutput(1)) node.SetOutput(1, node.Cast(PostTransform.Apply(node, scores, transform), ElementType.Float32));
    }

    /// <summary>One score for two classes: a probability when no weight is negative, or else a number around 0.</summary>
    private void One(Value score, string transform)
    {
        if (bases.Length == 1) score = node.Binary(BinaryKind.Add, score, node.Scalar(type, bases[0]));
        bool probability = forest.Weights.All(w => w.Weight >= 0);
        EmitLabel(score, probability ? Half : 0);
        if (node.HasOutput(1)) node.SetOutput(1, node.Cast(Pair.Of(node, score, transform, probability ? Pair.Kind.Complement : Pair.Kind.Opposite), ElementType.Float32));
    }

    /// <summary>Two scores; base values are added to those that leaves contribute to.</summary>
    private void Two(Value scores, int[] classes, string transform)
    {
        if (bases.Length > 2) throw new InvalidNetworkException($"has {bases.Length} base values for two classes");
        double Base(int index) => index < bases.Length && classes.Contains(index) ? bases[index] : 0;
        if (bases.Length > 0) scores = node.Binary(BinaryKind.Add, scores, node.Numbers("base", type, [2], Base(0), Base(1)));
        if (classes.Length == 2) labels.Emit(node, () => node.Add("best", new ArgMinMax(ArgKind.Max, ElementType.Int64), scores, node.Integers("axis", 1)));
        else EmitLabel(node.Column(scores, classes.Contains(1) ? 1 : 0), forest.Weights.All(w => w.Weight >= 0) ? Half : 0);
        if (node.HasOutput(1)) node.SetOutput(1, node.Cast(PostTransform.Apply(node, scores, transform), ElementType.Float32));
    }

    private void EmitLabel(Value score, double limit) => labels.Emit(node, () =>
        node.Reshape(node.Cast(node.Compare(ComparisonKind.Greater, score, node.Scalar(type, limit)), ElementType.Int64), -1));
}
