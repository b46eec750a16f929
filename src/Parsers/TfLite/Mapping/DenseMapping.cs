using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Convolutions and FULLY_CONNECTED.</summary>
internal static class DenseMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.CONV_2D] = Conv2D,
            [TfLiteBuiltinOperator.DEPTHWISE_CONV_2D] = DepthwiseConv2D,
            [TfLiteBuiltinOperator.CONV_3D] = Conv3D,
            [TfLiteBuiltinOperator.TRANSPOSE_CONV] = TransposeConv,
            [TfLiteBuiltinOperator.CONV_3D_TRANSPOSE] = Conv3DTranspose,
            [TfLiteBuiltinOperator.FULLY_CONNECTED] = FullyConnected,
            [TfLiteBuiltinOperator.BATCH_MATMUL] = BatchMatMul,
        };

    private static void Conv2D(MappingContext context)
    {
        Conv2DOptions o = context.Options<Conv2DOptions>();
        Value x = context.Input(0), weights = context.Input(1);
        context.Emit(new Convolution([o.StrideH, o.StrideW], [o.DilationH, o.DilationW], o.Padding.ToOp())
        {
            Groups = Groups(x, weights),
            Activation = o.Activation.ToOp(),
            Requantization = context.RequantizationOf(x),
            Hybrid = HybridOf(x, weights),
        }, x, weights, context.Optional(2));
    }

    private static void DepthwiseConv2D(MappingContext context)
    {
        DepthwiseConv2DOptions o = context.Options<DepthwiseConv2DOptions>();
        Value x = context.Input(0), weights = context.Input(1);
        context.Emit(new DepthwiseConvolution([o.StrideH, o.StrideW], [o.DilationH, o.DilationW], o.Padding.ToOp())
        {
            Activation = o.Activation.ToOp(),
            Requantization = context.DepthwiseRequantizationOf(x),
            Hybrid = HybridChoice.Is(x, weights) ? HybridQuantization.Asymmetric : HybridQuantization.None,
        }, x, weights, context.Optional(2));
    }

    private static void Conv3D(MappingContext context)
    {
        Conv3DOptions o = context.Options<Conv3DOptions>();
        Value x = context.Input(0);
        // [D, H, W, I, O] there, [O, D, H, W, I] here.
        Value weights = context.Add("weights", new Transpose(), [context.Input(1), context.Integers("order", 4, 0, 1, 2, 3)]);
        context.Emit(new Convolution([o.StrideD, o.StrideH, o.StrideW], [o.DilationD, o.DilationH, o.DilationW], o.Padding.ToOp())
        {
            Groups = Groups(x, weights),
            Activation = o.Activation.ToOp(),
            Requantization = context.RequantizationOf(x),
        }, x, weights, context.Optional(2));
    }

    private static void TransposeConv(MappingContext context)
    {
        TransposeConvOptions o = context.Options<TransposeConvOptions>();
        Value x = context.Input(2), weights = context.Input(1);
        Value size = SpatialSize(context, 2);
        context.Emit(new TransposedConvolution([o.StrideH, o.StrideW], [1, 1], o.Padding.ToOp())
        {
            Activation = o.Activation.ToOp(),
            // Scales per channel are what XNNPACK leaves to TensorFlow Lite's own kernel.
            Requantization = weights.Info.Quantization is { IsPerTensor: false } ? Requantization.FixedPointTwice : context.RequantizationOf(x),
        }, x, weights, context.Optional(3), size);
    }

    /// <summary>The spatial part of operand 0, the whole shape of the output.</summary>
    private static Value SpatialSize(MappingContext context, int count)
    {
        Value shape = context.Input(0);
        if (shape.Constant is not { } constant || constant.Info.Type != ElementType.Int32 || constant.Info.Shape.ElementCount != count + 2)
            return context.Add("size", new Slice(), [shape, context.Integers("begin", 1), context.Integers("count", count)]);
        ReadOnlySpan<int> sizes = TensorBuffer.OfConstant(constant).Span<int>();
        var spatial = new long[count];
        for (int i = 0; i < count; i++) spatial[i] = sizes[i + 1];
        return context.Integers("size", spatial);
    }

    private static void Conv3DTranspose(MappingContext context)
    {
        Conv3DOptions o = context.Options<Conv3DOptions>();
        // [D, H, W, O, I] there, [O, D, H, W, I] here.
        Value weights = context.Add("weights", new Transpose(), [context.Input(1), context.Integers("order", 3, 0, 1, 2, 4)]);
        Value size = SpatialSize(context, 3);
        context.Emit(new TransposedConvolution([o.StrideD, o.StrideH, o.StrideW], [o.DilationD, o.DilationH, o.DilationW], o.Padding.ToOp())
        {
            Activation = o.Activation.ToOp(),
            Requantization = context.RequantizationOf(context.Input(2)),
        }, context.Input(2), weights, context.Optional(3), size);
    }

    private static void FullyConnected(MappingContext context)
    {
        FullyConnectedOptions o = context.Options<FullyConnectedOptions>();
        if (o.WeightsFormat != TfLiteWeightsFormat.Default)
            throw new UnmappedException($"weights are in format {o.WeightsFormat}, which only some Arm processors had use for; expected the default");
        Value x = context.Input(0), weights = context.Input(1);
        ElementType type = context.OutputInfo(0).Type;
        context.Emit(new FullyConnected
        {
            KeepDimensions = o.KeepNumDims,
            Activation = o.Activation.ToOp(),
            Requantization = context.RequantizationOf(x),
            Hybrid = HybridChoice.Of(x, weights, o.AsymmetricQuantizeInputs),
            OutputType = type == x.Info.Type ? null : type,
        }, x, weights, context.Optional(2));
    }

    private static void BatchMatMul(MappingContext context)
    {
        BatchMatMulOptions o = context.Options<BatchMatMulOptions>();
        Value a = context.Input(0), b = context.Input(1);
        ElementType type = context.OutputInfo(0).Type;
        context.Emit(new MatMul
        {
            TransposeA = o.AdjX,
            TransposeB = o.AdjY,
            Requantization = context.SingleRoundingOf(a),
            Hybrid = HybridChoice.Of(a, b, o.AsymmetricQuantizeInputs),
            OutputType = type == a.Info.Type ? null : type,
        }, a, b);
    }

    /// <summary>The format does not state groups: they follow from the channels that the weights see.</summary>
    private static int Groups(Value x, Value weights)
    {
        int rank = weights.Info.Shape.IsRanked ? weights.Info.Shape.Rank : 0;
        if (rank == 0 || !x.Info.Shape.IsRanked || x.Info.Shape.Rank != rank) return 1;
        int channels = x.Info.Shape[rank - 1], seen = weights.Info.Shape[rank - 1];
        return channels > 0 && seen > 0 && channels % seen == 0 ? channels / seen : 1;
    }

    /// <summary>Convolutions quantize activations asymmetrically when weights have a scale per channel, else symmetrically.</summary>
    private static HybridQuantization HybridOf(Value x, Value weights) => !HybridChoice.Is(x, weights) ? HybridQuantization.None
        : weights.Info.Quantization is { IsPerTensor: true } ? HybridQuantization.Symmetric : HybridQuantization.Asymmetric;
}
