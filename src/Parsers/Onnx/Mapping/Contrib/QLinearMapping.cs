using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Element-wise operators of quantized integers, and those that join and choose among them.</summary>
/// <remarks>Parameters that are known become part of the tensors' descriptions; with computed ones the numbers themselves are computed with.</remarks>
internal static class QLinearMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["QLinearAdd"] = context => Binary(context, BinaryKind.Add),
        ["QLinearMul"] = context => Binary(context, BinaryKind.Mul),
        ["QLinearSigmoid"] = context => Unary(context, new Unary(UnaryKind.Sigmoid)),
        ["QLinearLeakyRelu"] = context => Unary(context, new Unary(UnaryKind.LeakyRelu) { Alpha = context.Attributes.Float("alpha", 0.01f) }),
        ["QLinearConcat"] = Concat,
        ["QLinearWhere"] = Where,
        ["QLinearSoftmax"] = Softmax,
        ["QuantizeLinear"] = QuantizeLinear,
        ["DequantizeLinear"] = DequantizeLinear,
    };

    /// <summary>The stored elements with a statement of what they mean; null when that is computed, or differs along an axis.</summary>
    public static Value? Described(MappingContext context, Value x, QuantizationParameters parameters) =>
        parameters.Known(-1) is { IsPerTensor: true } known ? QuantizationMapping.Describe(context, x, known) : null;

    /// <summary>Element type of a result: that of its zero point, or else that of an operand.</summary>
    public static ElementType TypeOf(QuantizationParameters ofY, Value otherwise) => ofY.ZeroPoint?.Info.Type ?? otherwise.Info.Type;

    /// <summary>Stored elements of another quantization, rounded as ONNX Runtime's tables are.</summary>
    public static Value Rescaled(MappingContext context, Value x, QuantizationParameters from, QuantizationParameters to)
    {
        ElementType type = TypeOf(to, x);
        if (Described(context, x, from) is { Info.Quantization: { } known } described && to.Known(-1) is { IsPerTensor: true } wanted)
            return type == x.Info.Type && known == wanted ? described
                : context.AddQuantized("rescaled", new Quantize(type) { Requantization = Requantization.Float }, wanted, described);
        return QuantizationMapping.Quantize(context, QuantizationMapping.Dequantize(context, x, from, ElementType.Float32), to, type);
    }

    private static void Binary(MappingContext context, BinaryKind kind)
    {
        Value a = context.Input(0), b = context.Input(3);
        QuantizationParameters ofA = QuantizationParameters.At(context, 1, 2), ofB = QuantizationParameters.At(context, 4, 5), ofY = QuantizationParameters.At(context, 6, 7);
        if (Described(context, a, ofA) is { } first && Described(context, b, ofB) is { } second && ofY.Known(-1) is { IsPerTensor: true } known)
        {
            var op = new Binary(kind) { Requantization = Requantization.FloatWithZeroPoint };
            context.SetOutput(0, context.AddQuantized("stored", op, known, first, second));
            return;
        }

        Value y = context.Binary(kind, Real(context, a, ofA), Real(context, b, ofB));
        context.SetOutput(0, QuantizationMapping.Quantize(context, y, ofY, TypeOf(ofY, a)));
    }

    private static void Unary(MappingContext context, Unary function)
    {
        Value x = context.Input(0);
        QuantizationParameters ofX = QuantizationParameters.At(context, 1, 2), ofY = QuantizationParameters.At(context, 3, 4);
        if (Described(context, x, ofX) is { } described && ofY.Known(-1) is { IsPerTensor: true } known)
            context.SetOutput(0, context.AddQuantized("stored", function with { Requantization = Requantization.Float }, known, described));
        else
            context.SetOutput(0, QuantizationMapping.Quantize(context, context.Add("function", function, Real(context, x, ofX)), ofY, TypeOf(ofY, x)));
    }

    /// <summary>Scale and zero point of the result come first, then three operands for each part.</summary>
    private static void Concat(MappingContext context)
    {
        QuantizationParameters ofY = QuantizationParameters.At(context, 0, 1);
        if (context.InputCount < 5 || context.InputCount % 3 != 2) throw new InvalidNetworkException($"has {context.InputCount} operands, expected two and then three for each part");
        var parts = new Value[(context.InputCount - 2) / 3];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Rescaled(context, context.Input(2 + (3 * i)), QuantizationParameters.At(context, 3 + (3 * i), 4 + (3 * i)), ofY);
        context.SetOutput(0, context.AddQuantized("joined", new Concat((int)context.Attributes.RequiredInt("axis")) { Requantization = Requantization.Float },
            parts[0].Info.Quantization, parts));
    }

    /// <summary>A condition, three operands each for the two sides, and scale and zero point of the result.</summary>
    private static void Where(MappingContext context)
    {
        QuantizationParameters ofY = QuantizationParameters.At(context, 7, 8);
        Value x = Rescaled(context, context.Input(1), QuantizationParameters.At(context, 2, 3), ofY);
        Value y = Rescaled(context, context.Input(4), QuantizationParameters.At(context, 5, 6), ofY);
        context.SetOutput(0, context.AddQuantized("chosen", new Select(), x.Info.Quantization, context.Input(0), x, y));
    }

    /// <summary>
    /// Exponentials come from a table of float32 in which the largest element of a row takes the last place; results are counted in whole
    /// fractions of one.
    /// </summary>
    private static void Softmax(MappingContext context)
    {
        Value x = context.Input(0);
        QuantizationParameters ofX = QuantizationParameters.At(context, 1, 2), ofY = QuantizationParameters.At(context, 3, 4);
        bool flat = context.Attributes.RequiredInt("opset") < 13;
        int rank = x.RankOf("operand 0"), axis = InferenceContext.Axis(context.Attributes.Int("axis", flat ? 1 : -1), rank);
        ElementType type = x.Info.Type;
        if (type is not (ElementType.Int8 or ElementType.UInt8)) throw new InvalidNetworkException($"operand 0 is {x.Info}, expected 8-bit integers");
        if (ofX.Known(-1) is not { IsPerTensor: true } known || ofY.Scale.Constant is null)
        {
            Value real = Real(context, x, ofX);
            Value rows = flat && axis < rank - 1 ? ShapeMapping.Flatten(context, real, axis) : real;
            Value shares = context.Add("shares", new Softmax(flat ? -1 : axis), rows);
            if (rows != real) shares = context.Add("back", new Reshape(), shares, context.ShapeOf(real));
            context.SetOutput(0, QuantizationMapping.Quantize(context, shares, ofY, type));
            return;
        }

        long[] axes = flat ? [.. Enumerable.Range(axis, rank - axis).Select(i => (long)i)] : [axis];
        Value stored = context.Cast(x, ElementType.Int32);
        Value place = context.Binary(BinaryKind.Add, context.Binary(BinaryKind.Sub, stored, context.Reduce(ReduceKind.Max, stored, true, axes)),
            context.Scalar(ElementType.Int32, byte.MaxValue));
        Value powers = context.Add("powers", new Gather(0), Powers(context, known.Scale, Length(x.Info.Shape, axes)), place);
        Value steps = context.Unary(UnaryKind.Floor, context.Binary(BinaryKind.Div, context.Scalar(ElementType.Float32, 1), context.AsScalar(ofY.Scale)));
        Value share = context.Binary(BinaryKind.Div, context.Binary(BinaryKind.Mul, powers, steps), context.Reduce(ReduceKind.Sum, powers, true, axes));
        Value? zero = ofY.ZeroPoint is { } z ? context.AsScalar(context.Cast(z, ElementType.Float32)) : null;
        context.SetOutput(0, QuantizationMapping.Store(context, share, zero, type));
    }

    /// <summary>Powers of e for the 256 distances from the largest element, as large as their sum allows.</summary>
    private static Value Powers(MappingContext context, float scale, long length)
    {
        const double Reserve = 5;
        double shift = length > 0 ? Math.Max(0, Math.Log(float.MaxValue / length) - Reserve) / scale : 0;
        var table = new float[256];
        for (int i = 0; i < table.Length; i++) table[i] = (float)Math.Exp((i - byte.MaxValue + shift) * scale);
        return context.Builder.Constant($"{context.Name}/table", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [table.Length]), table));
    }

    /// <summary>Elements that are normalised together; 0 when unknown.</summary>
    private static long Length(Shape shape, long[] axes) => axes.Any(a => shape[(int)a] < 0) ? 0 : axes.Aggregate(1L, (n, a) => n * shape[(int)a]);

    private static Value Real(MappingContext context, Value x, QuantizationParameters parameters) =>
        QuantizationMapping.Dequantize(context, x, parameters, ElementType.Float32);

    /// <summary>Like ONNX's own, before versions of that domain count.</summary>
    private static void QuantizeLinear(MappingContext context)
    {
        QuantizationParameters parameters = QuantizationParameters.At(context, 1, 2, context.Attributes.Int32("axis", 1)) with { BlockSize = context.Attributes.Int32("block_size", 0) };
        context.SetOutput(0, QuantizationMapping.Quantize(context, context.Input(0), parameters, parameters.ZeroPoint?.Info.Type ?? ElementType.UInt8,
            context.Attributes.Flag("saturate", true)));
    }

    private static void DequantizeLinear(MappingContext context)
    {
        QuantizationParameters parameters = QuantizationParameters.At(context, 1, 2, context.Attributes.Int32("axis", 1)) with { BlockSize = context.Attributes.Int32("block_size", 0) };
        context.SetOutput(0, QuantizationMapping.Dequantize(context, context.Input(0), parameters, parameters.Scale.Info.Type));
    }
}
