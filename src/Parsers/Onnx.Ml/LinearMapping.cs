using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>Linear models.</summary>
internal static class LinearMapping
{
    public static void Regressor(OnnxNode node)
    {
        long targets = node.Int("targets", 1);
        Value scores = Scores(node, targets);
        node.SetOutput(0, PostTransform.ApplyToTargets(node, scores, PostTransform.NameOf(node), targets));
    }

    /// <summary>The class with the largest score; with one score, whether that is positive.</summary>
    public static void Classifier(OnnxNode node)
    {
        Labels labels = node.Has("classlabels_strings") || node.Has("classlabels_ints") ? Labels.Read(node, "classlabels_ints") : new Labels([0, 1], 2);
        long count = node.Floats("intercepts")?.Length ?? labels.Count;
        Value scores = Scores(node, count);
        string transform = PostTransform.NameOf(node);
        if (count > 1)
        {
            if (labels.Count < count) throw new InvalidNetworkException($"has {labels.Count} labels for {count} scores");
            labels.Emit(node, () => node.Add("best", new ArgMinMax(ArgKind.Max, ElementType.Int64), scores, node.Integers("axis", 1)));
            if (node.HasOutput(1)) node.SetOutput(1, PostTransform.Apply(node, scores, transform));
            return;
        }

        Labels pair = labels.Count == 2 ? labels : new Labels(labels.Numbers is null ? null : [0, 1], 2);
        pair.Emit(node, () => node.Reshape(node.Cast(node.Compare(ComparisonKind.Greater, scores, node.Scalar(ElementType.Float32, 0)), ElementType.Int64), -1));
        if (node.HasOutput(1)) node.SetOutput(1, labels.Count == 2 ? Pair.Of(node, scores, transform, Pair.Kind.Complement) : PostTransform.Apply(node, scores, transform));
    }

    /// <summary>x times coefficients, one row each per score, plus intercepts.</summary>
    private static Value Scores(OnnxNode node, long count)
    {
        float[] coefficients = node.Floats("coefficients") is { Length: > 0 } given ? given : throw new InvalidNetworkException("attribute 'coefficients' is missing");
        if (count < 1 || coefficients.Length % count != 0) throw new InvalidNetworkException($"has {coefficients.Length} coefficients for {count} scores");
        float[]? intercepts = node.Floats("intercepts") is { Length: > 0 } stated ? stated : null;
        if (intercepts is not null && intercepts.Length != count) throw new InvalidNetworkException($"has {intercepts.Length} intercepts for {count} scores");
        var info = new TensorInfo(ElementType.Float32, [(int)count, coefficients.Length / (int)count]);
        Value? bias = intercepts is null ? null : node.Constant("intercepts", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [(int)count]), intercepts));
        return node.Add("scores", new FullyConnected { KeepDimensions = true }, node.Rows(), node.Constant("coefficients", Tensor.Create<float>(info, coefficients)), bias);
    }
}
