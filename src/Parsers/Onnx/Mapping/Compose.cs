using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Short forms of the nodes that operators are composed of.</summary>
internal static class Compose
{
    public static Value Unary(this MappingContext context, UnaryKind kind, Value x) => context.Add(kind.ToString(), new Unary(kind), x);

    public static Value Binary(this MappingContext context, BinaryKind kind, Value a, Value b) => context.Add(kind.ToString(), new Binary(kind), a, b);

    public static Value Compare(this MappingContext context, ComparisonKind kind, Value a, Value b) => context.Add(kind.ToString(), new Comparison(kind), a, b);

    public static Value Cast(this MappingContext context, Value x, ElementType type) =>
        x.Info.Type == type ? x : context.Add($"to {type}", new Cast(type), x);

    public static Value Transpose(this MappingContext context, Value x, params ReadOnlySpan<long> axes) => context.Transpose(x, context.Integers("axes", axes));

    public static Value Transpose(this MappingContext context, Value x, Value axes) => context.AddQuantized("transpose", new Transpose(), OfAll(x), x, axes);

    public static Value Reshape(this MappingContext context, Value x, params ReadOnlySpan<long> sizes) =>
        context.AddQuantized("reshape", new Reshape(), x.Info.Quantization, x, context.Integers("sizes", sizes));

    public static Value Unsqueeze(this MappingContext context, Value x, params ReadOnlySpan<long> axes) =>
        context.AddQuantized("unsqueeze", new ExpandDims(), OfAll(x), x, context.Integers("axes", axes));

    public static Value Squeeze(this MappingContext context, Value x, params ReadOnlySpan<long> axes) =>
        context.AddQuantized("squeeze", new Squeeze(), OfAll(x), x, context.Integers("axes", axes));

    public static Value Reduce(this MappingContext context, ReduceKind kind, Value x, bool keep, params ReadOnlySpan<long> axes) =>
        context.Add(kind.ToString(), new Reduce(kind) { KeepDims = keep }, x, context.Integers("axes", axes));

    /// <summary>The sizes of x, Int64.</summary>
    public static Value ShapeOf(this MappingContext context, Value x, int start = 0, int? end = null) =>
        context.Add("shape", new ShapeOf(ElementType.Int64) { Start = start, End = end }, x);

    public static Value Concat(this MappingContext context, int axis, params ReadOnlySpan<Value?> parts) => context.Add("concat", new Concat(axis), parts);

    /// <summary>Elements <paramref name="begin"/> … <paramref name="end"/> - 1 along an axis.</summary>
    public static Value Part(this MappingContext context, Value x, int axis, long begin, long end) => context.Add("part", new StridedSlice(), x,
        context.Integers("begin", begin), context.Integers("end", end), context.Integers("step", 1), context.Integers("axis", axis));

    /// <summary>One number of a type.</summary>
    public static Value Scalar(this MappingContext context, ElementType type, double number) =>
        context.Builder.Constant($"{context.Name}/{number}", Numbers.Scalar(type, number));

    /// <summary>x as a tensor of one dimension; a scalar becomes one element.</summary>
    public static Value AsList(this MappingContext context, Value x) =>
        x.Info.Shape is { IsRanked: true, Rank: 1 } ? x : context.Reshape(x, -1);

    /// <summary>One element of any shape as a scalar.</summary>
    public static Value AsScalar(this MappingContext context, Value x) =>
        x.Info.Shape is { IsRanked: true, Rank: 0 } ? x : context.Reshape(x);

    /// <summary>The known number of x's dimensions.</summary>
    /// <exception cref="UnmappedException">It is not known.</exception>
    public static int RankOf(this Value x, string what) => x.Info.Shape.IsRanked
        ? x.Info.Shape.Rank
        : throw new UnmappedException($"the number of dimensions of {what} is unknown");

    /// <summary>What all elements mean wherever they stand; null when that depends on their place.</summary>
    private static QuantizationInfo? OfAll(Value x) => x.Info.Quantization is { IsPerTensor: true } q ? q : null;
}
