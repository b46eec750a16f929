using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>Numbers that stand for categories, and what stands for them.</summary>
internal static class EncoderMapping
{
    private const string Text = "texts are not among the element types";
    private const int NanIsFound = 4;

    /// <summary>The value that goes with the last key that is equal.</summary>
    public static void LabelEncoder(OnnxNode node)
    {
        if (node.Has("classes_strings") || node.Has("keys_strings") || node.Has("values_strings")) throw OnnxNode.Unsupported(Text);
        Value x = node.Input(0);
        Tensor keys = List(node, "keys"), values = List(node, "values");
        if (keys.Info.ElementCount != values.Info.ElementCount || keys.Info.ElementCount == 0)
            throw new InvalidNetworkException($"has {keys.Info.ElementCount} keys and {values.Info.ElementCount} values, expected as many");
        Value wide = node.Unsqueeze(node.Cast(x, keys.Info.Type), -1), list = node.Constant("keys", keys);
        Value equal = node.Compare(ComparisonKind.Equal, wide, list);
        // Only later versions say that NaN is found.
        if (node.Version >= NanIsFound && keys.Info.Type.IsFloat() && TensorBuffer.OfConstant(keys).ToDoubles().Any(double.IsNaN))
            equal = node.Logic(LogicalKind.Or, equal, node.Logic(LogicalKind.And, node.Unary(UnaryKind.IsNaN, wide), node.Unary(UnaryKind.IsNaN, list)));
        Value marks = node.Cast(equal, ElementType.Int32);
        Value last = node.Add("last", new ArgMinMax(ArgKind.Max, ElementType.Int64) { SelectLast = true }, marks, node.Integers("axis", -1));
        Value found = node.Cast(node.Reduce(ReduceKind.Max, marks, false, -1), ElementType.Bool);
        Value value = node.Add("value", new Gather(0), node.Constant("values", values), last);
        node.SetOutput(0, node.Select(found, value, Otherwise(node, values.Info.Type)));
    }

    /// <summary>A new last dimension with a 1 at the place of the category; all zeros where it is none.</summary>
    public static void OneHotEncoder(OnnxNode node)
    {
        if (node.Has("cats_strings")) throw OnnxNode.Unsupported(Text);
        long[] categories = node.Ints("cats_int64s") is { Length: > 0 } given ? given : throw new InvalidNetworkException("attribute 'cats_int64s' is missing");
        Value x = node.Unsqueeze(node.Cast(node.Input(0), ElementType.Int64), -1);
        node.SetOutput(0, node.Cast(node.Compare(ComparisonKind.Equal, x, node.Integers("categories", categories)), ElementType.Float32));
    }

    private static Tensor List(OnnxNode node, string name)
    {
        if (node.Tensor($"{name}_tensor") is { } tensor) return tensor.As(tensor.Info with { Shape = Shape.Of(checked((int)tensor.Info.ElementCount)) });
        if (node.Floats($"{name}_floats") is { } floats) return Tensor.Create<float>(new TensorInfo(ElementType.Float32, [floats.Length]), floats);
        return node.Ints($"{name}_int64s") is { } integers ? Tensor.FromInt64(integers) : throw new InvalidNetworkException($"no attribute has the {name}");
    }

    private static Value Otherwise(OnnxNode node, ElementType type)
    {
        if (node.Tensor("default_tensor") is not { } tensor) return node.Scalar(type, type.IsFloat() ? node.Float("default_float", -0f) : node.Int("default_int64", -1));
        return tensor.Info.ElementCount == 1 && tensor.Info.Type == type ? node.Constant("default", tensor.As(tensor.Info with { Shape = Shape.Scalar }))
            : throw new InvalidNetworkException($"attribute 'default_tensor' is {tensor.Info}, expected one element of type {type}");
    }
}
