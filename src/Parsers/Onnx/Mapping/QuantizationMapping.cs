using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>QuantizeLinear, DequantizeLinear and DynamicQuantizeLinear.</summary>
internal static class QuantizationMapping
{
    private const int Byte = 255;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["QuantizeLinear"] = QuantizeLinear,
        ["DequantizeLinear"] = DequantizeLinear,
        ["DynamicQuantizeLinear"] = DynamicQuantizeLinear,
    };

    /// <summary>Stores numbers by known parameters, or computes what that means when they are computed.</summary>
    public static Value Quantize(MappingContext context, Value x, QuantizationParameters parameters, ElementType type, bool saturate = true)
    {
        int rank = x.Info.Shape.IsRanked ? x.Info.Shape.Rank : -1;
        bool stored = type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16;
        if (stored && x.Info.Type == ElementType.Float32 && parameters.Known(rank) is { } quantization)
            return context.AddQuantized("quantize", new Quantize(type) { Requantization = Requantization.Float }, quantization, x);
        ElementType computed = x.Info.Type == ElementType.Float64 ? ElementType.Float64 : ElementType.Float32;
        Value scaled = context.Binary(BinaryKind.Div, context.Cast(x, computed), parameters.ScaleOver(context, x, computed));
        return Store(context, scaled, parameters.ZeroPointOver(context, x, computed), type, saturate);
    }

    /// <summary>Rounds numbers that are in units of the scale, adds the zero point and saturates.</summary>
    public static Value Store(MappingContext context, Value scaled, Value? zeroPoint, ElementType type, bool saturate = true)
    {
        ElementType computed = scaled.Info.Type;
        if (type.IsNarrowFloat())
        {
            if (zeroPoint is not null) scaled = context.Binary(BinaryKind.Add, scaled, zeroPoint);
            return context.Add("store", new Cast(type) { Saturate = saturate }, scaled);
        }

        if (!type.IsInteger() || type.BitWidth() > 16) throw new UnmappedException($"quantizes to {type}, expected integers of up to 16 bits or 8-bit floats");
        Value y = context.Unary(UnaryKind.Round, scaled);
        if (zeroPoint is not null) y = context.Binary(BinaryKind.Add, y, zeroPoint);
        (long min, long max) = type.IntegerRange();
        y = context.Binary(BinaryKind.Minimum, context.Binary(BinaryKind.Maximum, y, context.Scalar(computed, min)), context.Scalar(computed, max));
        return context.Cast(y, type);
    }

    /// <summary>The numbers that stored elements stand for.</summary>
    public static Value Dequantize(MappingContext context, Value x, QuantizationParameters parameters, ElementType type)
    {
        int rank = x.Info.Shape.IsRanked ? x.Info.Shape.Rank : -1;
        if (type == ElementType.Float32 && x.Info.Type.IsInteger() && x.Info.Type.BitWidth() <= 32 && parameters.Known(rank) is { } quantization && CanDescribe(x))
            return context.Add("dequantize", new Dequantize(type), Describe(context, x, quantization));
        ElementType computed = type == ElementType.Float64 ? type : ElementType.Float32;
        Value y = context.Cast(x, computed);
        if (parameters.ZeroPointOver(context, x, computed) is { } zero) y = context.Binary(BinaryKind.Sub, y, zero);
        return context.Cast(context.Binary(BinaryKind.Mul, y, parameters.ScaleOver(context, x, computed)), type);
    }

    /// <summary>Whether <see cref="Describe"/> can be used.</summary>
    public static bool CanDescribe(Value x) => x.Constant is not null || !x.Info.Type.IsPacked();

    /// <summary>The same stored elements with a statement of what they mean.</summary>
    public static Value Describe(MappingContext context, Value x, QuantizationInfo quantization)
    {
        if (x.Info.Quantization == quantization) return x;
        return x.Constant is { } constant
            ? context.Builder.Constant(x.Name, constant.As(x.Info with { Quantization = quantization }))
            : context.AddQuantized("as", new Bitcast(x.Info.Type), quantization, x);
    }

    private static void QuantizeLinear(MappingContext context)
    {
        QuantizationParameters parameters = QuantizationParameters.At(context, 1, 2, context.Attributes.Int32("axis", 1)) with { BlockSize = context.Attributes.Int32("block_size", 0) };
        ElementType type = parameters.ZeroPoint?.Info.Type ?? (context.Attributes.Int("output_dtype", 0) is var stated && stated != 0
            ? ConversionMapping.TypeOf(stated, "output_dtype") : ElementType.UInt8);
        context.SetOutput(0, Quantize(context, context.Input(0), parameters, type, context.Attributes.Flag("saturate", true)));
    }

    private static void DequantizeLinear(MappingContext context)
    {
        QuantizationParameters parameters = QuantizationParameters.At(context, 1, 2, context.Attributes.Int32("axis", 1)) with { BlockSize = context.Attributes.Int32("block_size", 0) };
        ElementType type = context.Attributes.Int("output_dtype", 0) is var stated && stated != 0
            ? ConversionMapping.TypeOf(stated, "output_dtype") : parameters.Scale.Info.Type;
        context.SetOutput(0, Dequantize(context, context.Input(0), parameters, type));
    }

    private static void DynamicQuantizeLinear(MappingContext context)
    {
        (Value stored, Value scale, Value zeroPoint) = Dynamic(context, context.Input(0));
        context.SetOutput(0, stored);
        if (context.HasOutput(1)) context.SetOutput(1, scale);
        if (context.HasOutput(2)) context.SetOutput(2, zeroPoint);
    }

    /// <summary>Numbers as bytes, with scale and zero point from the smallest and largest of them, 0 among them.</summary>
    public static (Value Stored, Value Scale, Value ZeroPoint) Dynamic(MappingContext context, Value x)
    {
        Value zero = context.Scalar(ElementType.Float32, 0), steps = context.Scalar(ElementType.Float32, Byte);
        Value min = context.Binary(BinaryKind.Minimum, context.Add("min", new Reduce(ReduceKind.Min), x), zero);
        Value max = context.Binary(BinaryKind.Maximum, context.Add("max", new Reduce(ReduceKind.Max), x), zero);
        Value range = context.Binary(BinaryKind.Div, context.Binary(BinaryKind.Sub, max, min), steps);
        // Of zeros only: any scale is right but 0.
        Value scale = context.Add("scale", new Select(), context.Compare(ComparisonKind.Equal, range, zero), context.Scalar(ElementType.Float32, 1), range);
        Value below = context.Binary(BinaryKind.Div, context.Unary(UnaryKind.Neg, min), scale);
        Value clamped = context.Binary(BinaryKind.Minimum, context.Binary(BinaryKind.Maximum, below, zero), steps);
        Value point = context.Unary(UnaryKind.Round, clamped);
        Value stored = Store(context, context.Binary(BinaryKind.Div, x, scale), point, ElementType.UInt8);
        return (stored, scale, context.Cast(point, ElementType.UInt8));
    }
}
