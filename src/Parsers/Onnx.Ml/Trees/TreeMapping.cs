using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml.Trees;

/// <summary>Ensembles of trees.</summary>
internal static class TreeMapping
{
    private static readonly string[] Aggregates = ["AVERAGE", "SUM", "MIN", "MAX"];

    public static void Ensemble(OnnxNode node)
    {
        Forest forest = EnsembleReader.Read(node);
        long aggregate = node.Int("aggregate_function", 1);
        if (aggregate is < 0 or > 3) throw new InvalidNetworkException($"attribute 'aggregate_function' is {aggregate}, expected 0 to 3");
        ElementType type = node.Input(0).Info.Type;
        Value x = Features(node);
        int targets = Targets(node, forest);
        Value scores = Aggregate(node, new ForestWalk(node, forest, x), forest, targets, Aggregates[aggregate], x.Info.Type);
        node.SetOutput(0, node.Cast(PostTransform.ApplyToTargets(node, scores, PostTransform.NameOf(node.Int("post_transform", 0)), targets), type));
    }

    public static void Regressor(OnnxNode node)
    {
        Forest forest = new ForestReader(node, "target").Read();
        string aggregate = node.Text("aggregate_function", "SUM");
        if (!Aggregates.Contains(aggregate)) throw new InvalidNetworkException($"attribute 'aggregate_function' is '{aggregate}', expected {string.Join(", ", Aggregates)}");
        Value x = Features(node);
        int targets = Targets(node, forest);
        var walk = new ForestWalk(node, forest, x);
        Value scores = Aggregate(node, walk, forest, targets, aggregate, x.Info.Type);
        double[] bases = BaseValues(node);
        if (bases.Length > 0 && bases.Length != targets) throw new InvalidNetworkException($"has {bases.Length} base values for {targets} targets");
        if (bases.Length > 0)
        {
            Value added = node.Numbers("base", x.Info.Type, [bases.Length], bases);
            // Where no leaf contributes there is nothing to add to.
            if (!forest.ContributesToAll(targets)) added = node.Select(walk.Given(targets), added, node.Scalar(x.Info.Type, 0));
            scores = node.Binary(BinaryKind.Add, scores, added);
        }

        node.SetOutput(0, node.Cast(PostTransform.ApplyToTargets(node, scores, PostTransform.NameOf(node), targets), ElementType.Float32));
    }

    public static void Classifier(OnnxNode node)
    {
        Forest forest = new ForestReader(node, "class").Read();
        Labels labels = Labels.Read(node, "classlabels_int64s");
        Value x = Features(node);
        var walk = new ForestWalk(node, forest, x);
        new ClassScores(node, forest, labels, BaseValues(node), x.Info.Type).Emit(walk);
    }

    /// <summary>Rows of features: floats of 64 bits stay what they are, all else is compared in 32.</summary>
    private static Value Features(OnnxNode node) => node.Matrix(node.Cast(node.Input(0), node.Input(0).Info.Type == ElementType.Float64 ? ElementType.Float64 : ElementType.Float32));

    private static int Targets(OnnxNode node, Forest forest) => node.Int("n_targets", 0) switch
    {
        0 => forest.Weights.Length == 0 ? 1 : forest.Weights.Max(w => w.Target) + 1,
        > 0 and <= int.MaxValue and var stated => (int)stated,
        var other => throw new InvalidNetworkException($"attribute 'n_targets' is {other}, expected a positive number"),
    };

    private static double[] BaseValues(OnnxNode node) => node.Tensor("base_values_as_tensor") is { } tensor
        ? TensorBuffer.OfConstant(tensor).ToDoubles() : [.. (node.Floats("base_values") ?? []).Select(f => (double)f)];

    private static Value Aggregate(OnnxNode node, ForestWalk walk, Forest forest, int targets, string aggregate, ElementType type)
    {
        if (aggregate is "MIN" or "MAX")
        {
            double none = aggregate == "MIN" ? double.PositiveInfinity : double.NegativeInfinity;
            Value best = node.Reduce(aggregate == "MIN" ? ReduceKind.Min : ReduceKind.Max, walk.Contributions(targets, none, w => w), false, 1);
            // A target that no leaf contributes to is 0.
            return node.Select(node.Compare(ComparisonKind.Equal, best, node.Scalar(type, none)), node.Scalar(type, 0), best);
        }

        Value sum = node.Reduce(ReduceKind.Sum, walk.Contributions(targets, 0, w => w), false, 1);
        return aggregate == "SUM" ? sum : node.Binary(BinaryKind.Div, sum, node.Scalar(type, forest.Roots.Length));
    }
}
