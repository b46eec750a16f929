using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Custom operators of MediaPipe's models.</summary>
internal static class MediaPipeMapping
{
    /// <summary>Indices arrive as floats with this much on top, so that cutting off the fraction is safe.</summary>
    private const float IndexMargin = 0.1f;

    public static IReadOnlyDictionary<string, OperatorMapping> Customs { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Convolution2DTransposeBias"] = TransposedConvolution,
        ["MaxPoolingWithArgmax2D"] = MaxPool,
        ["MaxUnpooling2D"] = MaxUnpool,
    };

    private static void TransposedConvolution(MappingContext context)
    {
        var o = new RawOptions(context.Operator);
        Value x = context.Input(0), weights = context.Input(1);
        ValueList<int> strides = [o.Int32(2), o.Int32(1)];
        Padding padding = Padding.Valid;
        if (o.Padding(0) == TfLitePadding.Same)
        {
            (int top, int bottom) = Cut(context, x, weights, 1, strides[0]);
            (int left, int right) = Cut(context, x, weights, 2, strides[1]);
            padding = Padding.Explicit([top, left], [bottom, right]);
        }

        context.Emit(new TransposedConvolution(strides, [1, 1], padding), x, weights, context.Input(2));
    }

    /// <summary>Elements cut off before and after, so that a convolution with same padding would lead back to the input.</summary>
    private static (int Before, int After) Cut(MappingContext context, Value x, Value weights, int axis, int stride)
    {
        if (!x.Info.Shape.IsRanked || !weights.Info.Shape.IsRanked || x.Info.Shape.Rank != 4 || weights.Info.Shape.Rank != 4)
            throw new InvalidNetworkException($"operands are {x} and {weights}, expected 4 dimensions");
        if (stride < 1) throw new InvalidNetworkException($"stride is {stride}, expected at least 1");
        int size = x.Info.Shape[axis], window = weights.Info.Shape[axis];
        if (window < 0 || (size < 1 && stride > 1))
            throw new UnmappedException($"{context.Operator.CustomCode} with same padding needs known sizes, operands are {x} and {weights}");
        int total = Math.Max(0, window - (stride == 1 ? 0 : (size - 1) % stride) - 1);
        return (total / 2, total - (total / 2));
    }

    private static void MaxPool(MappingContext context)
    {
        var o = new RawOptions(context.Operator);
        var op = new MaxPoolWithIndices([o.Int32(4), o.Int32(3)], [o.Int32(2), o.Int32(1)], o.Padding(0).ToOp())
        {
            Indexing = PoolIndexing.Window,
            Activation = o.Activation(5).ToOp(),
        };
        var results = context.Builder.AddMany(context.Name, op, [context.Input(0)]);
        context.SetOutput(0, results[0]);
        Value real = context.Add("real", new Cast(ElementType.Float32), [results[1]]);
        context.SetOutput(1, context.Add("indices", new Binary(BinaryKind.Add), [real, context.Scalar("margin", ElementType.Float32, IndexMargin)]));
    }

    private static void MaxUnpool(MappingContext context)
    {
        var o = new RawOptions(context.Operator);
        ValueList<int> window = [o.Int32(4), o.Int32(3)], strides = [o.Int32(2), o.Int32(1)];
        if (window != strides) throw new UnmappedException($"{context.Operator.CustomCode} has window {window} and strides {strides}, expected the same");
        Value places = context.Add("places", new Cast(ElementType.Int64), [context.Input(1)]);
        context.Emit(new MaxUnpool(window, strides, Padding.Valid) { Indexing = PoolIndexing.Window }, context.Input(0), places);
    }
}
