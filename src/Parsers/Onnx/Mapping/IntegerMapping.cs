using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Convolutions and matrix products of quantized integers.</summary>
/// <remarks>Parameters that are known become part of the tensors' descriptions; computed ones are written out in Float64, where sums of products are exact.</remarks>
internal static class IntegerMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["QLinearConv"] = context => context.SetOutput(0, QLinearConv(context, context.Input(0))),
        ["QLinearMatMul"] = QLinearMatMul,
        ["ConvInteger"] = ConvInteger,
        ["MatMulInteger"] = MatMulInteger,
    };

    /// <summary>The convolution of a node with x <c>[N, C, spatial…]</c>.</summary>
    public static Value QLinearConv(MappingContext context, Value x)
    {
        Value weights = context.Input(3);
        var (ofX, ofW, ofY) = (QuantizationParameters.At(context, 1, 2), QuantizationParameters.At(context, 4, 5), QuantizationParameters.At(context, 6, 7));
        ElementType type = ofY.ZeroPoint?.Info.Type ?? x.Info.Type;
        var convolution = ConvolutionShape.Read(context, weights);
        int rank = convolution.Spatial + 2;
        if (ofX.Known(rank) is { IsPerTensor: true } qx && ofW.Known(rank) is { } qw && ofY.Known(rank) is { IsPerTensor: true } qy)
        {
            Value input = context.ToLast(QuantizationMapping.Describe(context, x, qx), convolution.Spatial);
            Value kernel = convolution.Weights(context, QuantizationMapping.Describe(context, weights, qw));
            Op op = convolution.ToOp(type == x.Info.Type ? null : type, Requantization.Float);
            return context.ToFirst(context.Builder.Add(context.Name, op, [input, kernel, context.Optional(8)], qy), convolution.Spatial);
        }

        Value sums = Convolve(context, convolution, Centered(context, x, ofX), Centered(context, weights, ofW), context.Optional(8));
        Value factor = context.Binary(BinaryKind.Div, context.Binary(BinaryKind.Mul, Wide(context, ofX.Scale), Channels(context, Wide(context, ofW.Scale), convolution.Spatial)), Wide(context, ofY.Scale));
        Value scaled = context.Binary(BinaryKind.Mul, sums, factor);
        return QuantizationMapping.Store(context, scaled, ofY.ZeroPoint is { } zero ? Wide(context, zero) : null, type);
    }

    private static void ConvInteger(MappingContext context)
    {
        Value x = context.Input(0), weights = context.Input(1);
        var (ofX, ofW) = (new QuantizationParameters(One(context), context.Optional(2)), new QuantizationParameters(One(context), context.Optional(3)));
        var convolution = ConvolutionShape.Read(context, weights);
        int rank = convolution.Spatial + 2;
        if (ofX.Known(rank) is { IsPerTensor: true } qx && ofW.Known(rank) is { IsPerTensor: true } qw)
        {
            Value input = context.ToLast(QuantizationMapping.Describe(context, x, qx), convolution.Spatial);
            Value kernel = convolution.Weights(context, QuantizationMapping.Describe(context, weights, qw));
            context.EmitSpatial(convolution.Spatial, convolution.ToOp(ElementType.Int32), input, kernel);
            return;
        }

        if (ofW.Known(rank) is { IsPerTensor: true } known && ofX.ZeroPoint is { } zero && zero.Info.Shape is { IsStatic: true, ElementCount: 1 } && weights.Info.Shape.IsStatic && convolution.Paddings(x.Info.Shape) is { } paddings)
        {
            context.SetOutput(0, AroundComputedZero(context, convolution, zero, paddings, QuantizationMapping.Describe(context, weights, known)));
            return;
        }

        Value sums = Convolve(context, convolution, Centered(context, x, ofX), Centered(context, weights, ofW), null);
        context.SetOutput(0, context.Cast(sums, ElementType.Int32));
    }

    /// <summary>The sum of (x - z) w is the sum of x w minus z times the sum of w, for all windows once x has z around it.</summary>
    private static Value AroundComputedZero(MappingContext context, ConvolutionShape convolution, Value zero, long[] paddings, Value weights)
    {
        QuantizationInfo asTheyAre = QuantizationInfo.PerTensor(1);
        Value raw = context.ToLast(QuantizationMapping.Describe(context, context.Input(0), asTheyAre), convolution.Spatial);
        if (Array.Exists(paddings, p => p != 0))
        {
            Value amounts = context.Builder.Constant($"{context.Name}/paddings", Tensor.Create<long>(new TensorInfo(ElementType.Int64, [convolution.Spatial + 2, 2]), paddings));
            raw = context.AddQuantized("padded", new Pad(PadMode.Constant), asTheyAre, raw, amounts, context.AsScalar(zero));
        }

        Op op = convolution.Unpadded().ToOp(ElementType.Int32);
        Value kernel = convolution.Weights(context, weights);
        Value products = context.Add("products", op, raw, kernel);
        // The sums of the weights are what one window of ones gives.
        Value ones = Ones(context, context.Input(0).Info.Type, convolution.OneWindow(weights.Info.Shape));
        Value shift = context.Binary(BinaryKind.Mul, context.Add("sums", op, ones, kernel), context.Cast(context.AsScalar(zero), ElementType.Int32));
        return context.ToFirst(context.Binary(BinaryKind.Sub, products, shift), convolution.Spatial);
    }

    private static void QLinearMatMul(MappingContext context)
    {
        Value a = context.Input(0), b = context.Input(3);
        var (ofA, ofB, ofY) = (QuantizationParameters.At(context, 1, 2, -2), QuantizationParameters.At(context, 4, 5, -1), QuantizationParameters.At(context, 6, 7));
        ElementType type = ofY.ZeroPoint?.Info.Type ?? a.Info.Type;
        int rank = b.Info.Shape.IsRanked ? b.Info.Shape.Rank : -1;
        if (ofA.Known(rank) is { IsPerTensor: true } qa && ofB.Known(rank) is { } qb && ofY.Known(rank) is { IsPerTensor: true } qy
            && (qb.IsPerTensor || qb.ZeroPoints.All(z => z == 0)))
        {
            var op = new MatMul { Requantization = Requantization.Float, OutputType = type == a.Info.Type ? null : type };
            context.SetOutput(0, DenseMapping.Product(context, QuantizationMapping.Describe(context, a, qa), QuantizationMapping.Describe(context, b, qb),
                (x, y) => context.AddQuantized("product", op, qy, x, y)));
            return;
        }

        Value sums = DenseMapping.Product(context, Centered(context, a, ofA), Centered(context, b, ofB));
        Value scales = context.Binary(BinaryKind.Mul, ofA.ScaleOver(context, a, ElementType.Float64), ofB.ScaleOver(context, b, ElementType.Float64));
        Value scaled = context.Binary(BinaryKind.Mul, sums, context.Binary(BinaryKind.Div, scales, Wide(context, ofY.Scale)));
        context.SetOutput(0, QuantizationMapping.Store(context, scaled, ofY.ZeroPoint is { } zero ? Wide(context, zero) : null, type));
    }

    private static void MatMulInteger(MappingContext context)
    {
        Value a = context.Input(0), b = context.Input(1);
        var (ofA, ofB) = (new QuantizationParameters(One(context), context.Optional(2), -2), new QuantizationParameters(One(context), context.Optional(3), -1));
        context.SetOutput(0, Accumulate(context, a, ofA, b, ofB));
    }

    /// <summary>The sums of products as Int32.</summary>
    public static Value Accumulate(MappingContext context, Value a, QuantizationParameters ofA, Value b, QuantizationParameters ofB)
    {
        int rank = b.Info.Shape.IsRanked ? b.Info.Shape.Rank : -1;
        var op = new MatMul { OutputType = ElementType.Int32 };
        if (ofB.Known(rank) is { IsPerTensor: true } qb && rank >= 2)
        {
            Value described = QuantizationMapping.Describe(context, b, qb);
            if (ofA.Known(rank) is { IsPerTensor: true } qa)
                return DenseMapping.Product(context, QuantizationMapping.Describe(context, a, qa), described, (x, y) => context.Add("product", op, x, y));
            // A zero point that is computed: sum of (a - z) b is the sum of a b minus z times the sum of b.
            if (ofA.ZeroPoint is { } zero && zero.Info.Shape is { IsStatic: true, ElementCount: 1 } && a.Info.Type is ElementType.Int8 or ElementType.UInt8 && b.Info.Shape[rank - 2] is >= 0 and var depth)
            {
                Value raw = QuantizationMapping.Describe(context, a, QuantizationInfo.PerTensor(1));
                Value products = DenseMapping.Product(context, raw, described, (x, y) => context.Add("product", op, x, y));
                // The sums of the columns are what a row of ones gives; a vector stays one, so that the results agree in rank.
                Value ones = Ones(context, a.Info.Type, a.Info.Shape is { IsRanked: true, Rank: 1 } ? [depth] : [1, depth]);
                Value columns = DenseMapping.Product(context, ones, described, (x, y) => context.Add("sums", op, x, y));
                return context.Binary(BinaryKind.Sub, products, context.Binary(BinaryKind.Mul, columns, context.Cast(context.AsScalar(zero), ElementType.Int32)));
            }
        }

        return context.Cast(DenseMapping.Product(context, Centered(context, a, ofA), Centered(context, b, ofB)), ElementType.Int32);
    }

    private static Value Centered(MappingContext context, Value x, QuantizationParameters parameters)
    {
        Value wide = Wide(context, x);
        return parameters.ZeroPointOver(context, x, ElementType.Float64) is { } zero ? context.Binary(BinaryKind.Sub, wide, zero) : wide;
    }

    private static Value Convolve(MappingContext context, ConvolutionShape convolution, Value x, Value weights, Value? bias)
    {
        Value input = context.ToLast(x, convolution.Spatial), kernel = convolution.Weights(context, weights);
        Value?[] operands = bias is null ? [input, kernel] : [input, kernel, Wide(context, bias)];
        return context.ToFirst(context.Add("sums", convolution.ToOp(), operands), convolution.Spatial);
    }

    /// <summary>One number per output channel, or one for all, over <c>[N, O, spatial…]</c>.</summary>
    private static Value Channels(MappingContext context, Value scales, int spatial) => scales.Info.Shape is { IsStatic: true, ElementCount: 1 }
        ? context.AsScalar(scales)
        : context.Unsqueeze(scales, [.. Enumerable.Range(1, spatial).Select(i => (long)i)]);

    /// <summary>Ones of an 8-bit type, as they are.</summary>
    private static Value Ones(MappingContext context, ElementType type, Shape shape)
    {
        var info = new TensorInfo(type, shape, QuantizationInfo.PerTensor(1));
        var ones = new byte[info.ByteCount];
        Array.Fill(ones, (byte)1);
        return context.Builder.Constant($"{context.Name}/ones", new Tensor(info, ones));
    }

    private static Value Wide(MappingContext context, Value x) => context.Cast(x, ElementType.Float64);

    private static Value One(MappingContext context) => context.Scalar(ElementType.Float32, 1);
}
