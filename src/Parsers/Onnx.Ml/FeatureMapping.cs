using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>What is done to features before a model sees them.</summary>
internal static class FeatureMapping
{
    /// <summary>Columns by number; a list is one row.</summary>
    public static void ArrayFeatureExtractor(OnnxNode node)
    {
        Value x = node.Input(0), indices = node.Reshape(node.Input(1), -1);
        if (x.Info.Shape is { IsRanked: true, Rank: 1 }) x = node.Unsqueeze(x, 0);
        node.SetOutput(0, node.Add("columns", new Gather(-1), x, indices));
    }

    public static void Binarizer(OnnxNode node)
    {
        Value x = node.Input(0);
        Value above = node.Compare(ComparisonKind.Greater, x, node.Scalar(x.Info.Type, node.Float("threshold", 0)));
        node.SetOutput(0, node.Cast(above, x.Info.Type));
    }

    /// <summary>All operands side by side as floats; what the attribute says of their sizes shows in their shapes.</summary>
    public static void FeatureVectorizer(OnnxNode node)
    {
        if (node.InputCount == 0) throw new InvalidNetworkException("has no operands");
        Value[] parts = [.. Enumerable.Range(0, node.InputCount).Select(i => node.Matrix(node.Cast(node.Input(i), ElementType.Float32)))];
        node.SetOutput(0, parts.Length == 1 ? parts[0] : node.Concat(1, parts));
    }

    /// <summary>Replaces one value, which may be NaN.</summary>
    public static void Imputer(OnnxNode node)
    {
        Value x = node.Input(0);
        ElementType type = x.Info.Type;
        double[] by = type.IsFloat()
            ? [.. (node.Floats("imputed_value_floats") ?? []).Select(v => (double)v)]
            : [.. (node.Ints("imputed_value_int64s") ?? []).Select(v => (double)v)];
        if (by.Length == 0) throw new InvalidNetworkException($"no value of type {type} is stated to impute");
        double replaced = type.IsFloat() ? node.Float("replaced_value_float", 0) : node.Int("replaced_value_int64", 0);
        Value found = double.IsNaN(replaced) ? node.Unary(UnaryKind.IsNaN, x) : node.Compare(ComparisonKind.Equal, x, node.Scalar(type, replaced));
        node.SetOutput(0, node.Select(found, node.Numbers("imputed", type, [by.Length], by), x));
    }

    /// <summary>Rows divided by their largest element, by the sum of their absolute elements, or by their length; rows of zeros stay.</summary>
    public static void Normalizer(OnnxNode node)
    {
        Value x = node.Cast(node.Input(0), ElementType.Float32);
        if (x.Info.Shape is not { IsRanked: true, Rank: 1 or 2 }) throw OnnxNode.Unsupported($"operand 0 is {x.Info}, expected one or two dimensions");
        ReduceKind kind = node.Text("norm", "MAX") switch
        {
            "MAX" => ReduceKind.Max,
            "L1" => ReduceKind.L1,
            "L2" => ReduceKind.L2,
            var other => throw new InvalidNetworkException($"attribute 'norm' is '{other}', expected MAX, L1 or L2"),
        };
        Value norm = node.Reduce(kind, x, true, -1);
        Value none = node.Compare(ComparisonKind.Equal, norm, node.Scalar(ElementType.Float32, 0));
        node.SetOutput(0, node.Select(none, x, node.Binary(BinaryKind.Div, x, norm)));
    }

    /// <summary><c>(x - offset) * scale</c>.</summary>
    public static void Scaler(OnnxNode node)
    {
        Value x = node.Cast(node.Input(0), ElementType.Float32);
        Value List(string name) => node.Floats(name) is { Length: > 0 } numbers
            ? node.Numbers(name, ElementType.Float32, [numbers.Length], [.. numbers.Select(n => (double)n)])
            : throw new InvalidNetworkException($"attribute '{name}' is missing");
        node.SetOutput(0, node.Binary(BinaryKind.Mul, node.Binary(BinaryKind.Sub, x, List("offset")), List("scale")));
    }
}
