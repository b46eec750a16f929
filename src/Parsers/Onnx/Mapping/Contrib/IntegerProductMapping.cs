using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Products of integer matrices that become floats, or are rounded again.</summary>
internal static class IntegerProductMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["MatMulIntegerToFloat"] = MatMulIntegerToFloat,
        ["DynamicQuantizeMatMul"] = DynamicQuantizeMatMul,
        ["MatMulInteger16"] = MatMulInteger16,
        ["QGemm"] = QGemm,
    };

    /// <summary>Integer products times both scales, plus a bias.</summary>
    /// <param name="context">The node.</param>
    /// <param name="a">Left matrix.</param>
    /// <param name="ofA">Its one scale, or one per row.</param>
    /// <param name="b">Right matrix.</param>
    /// <param name="ofB">Its one scale, or one per column.</param>
    /// <param name="bias">Added to every row; null for none.</param>
    public static Value Product(MappingContext context, Value a, QuantizationParameters ofA, Value b, QuantizationParameters ofB, Value? bias)
    {
        Value sums = context.Cast(IntegerMapping.Accumulate(context, a, ofA with { Scale = One(context) }, b, ofB with { Scale = One(context) }), ElementType.Float32);
        Value scale = context.Binary(BinaryKind.Mul, ofA.ScaleOver(context, a, ElementType.Float32), ofB.ScaleOver(context, b, ElementType.Float32));
        Value y = context.Binary(BinaryKind.Mul, sums, scale);
        return bias is null ? y : context.Binary(BinaryKind.Add, y, bias);
    }

    /// <summary>A matrix of floats as bytes with the one scale and zero point that fit it, and its product.</summary>
    public static Value DynamicProduct(MappingContext context, Value a, Value b, QuantizationParameters ofB, Value? bias)
    {
        (Value stored, Value scale, Value zero) = QuantizationMapping.Dynamic(context, a);
        return Product(context, stored, new QuantizationParameters(scale, zero, -2), b, ofB, bias);
    }

    private static void MatMulIntegerToFloat(MappingContext context)
    {
        var ofA = new QuantizationParameters(context.Input(2), context.Optional(4), -2);
        var ofB = new QuantizationParameters(context.Input(3), context.Optional(5), -1);
        context.SetOutput(0, Product(context, context.Input(0), ofA, context.Input(1), ofB, context.Optional(6)));
    }

    private static void DynamicQuantizeMatMul(MappingContext context) => context.SetOutput(0, DynamicProduct(context, context.Input(0), context.Input(1),
        new QuantizationParameters(context.Input(2), context.Optional(3), -1), context.Optional(4)));

    private static void MatMulInteger16(MappingContext context) => context.SetOutput(0, IntegerMapping.Accumulate(context,
        context.Input(0), new QuantizationParameters(One(context), null, -2), context.Input(1), new QuantizationParameters(One(context), null, -1)));

    /// <summary><c>alpha A B + C</c> of integers, with C in units of the product's scale; floats when the result has no scale.</summary>
    private static void QGemm(MappingContext context)
    {
        Value a = context.Input(0), b = context.Input(3);
        QuantizationParameters ofA = QuantizationParameters.At(context, 1, 2), ofB = QuantizationParameters.At(context, 4, 5, -1);
        float alpha = context.Attributes.Float("alpha", 1);
        if (context.Attributes.Flag("transA")) a = context.Transpose(a, 1, 0);
        if (context.Attributes.Flag("transB")) b = Constant(context, b);
        Value sums = IntegerMapping.Accumulate(context, a, ofA with { Scale = One(context) }, b, ofB with { Scale = One(context) });
        if (context.Optional(6) is { } c) sums = context.Binary(BinaryKind.Add, sums, c);
        Value scale = context.Binary(BinaryKind.Mul, context.AsScalar(ofA.Scale), ofB.Scale);
        if (alpha != 1) scale = context.Binary(BinaryKind.Mul, scale, context.Scalar(ElementType.Float32, alpha));
        Value wide = context.Cast(sums, ElementType.Float32);
        if (!context.Has(7))
        {
            context.SetOutput(0, context.Binary(BinaryKind.Mul, wide, scale));
            return;
        }

        QuantizationParameters ofY = QuantizationParameters.At(context, 7, 8);
        Value scaled = context.Binary(BinaryKind.Mul, wide, context.Binary(BinaryKind.Div, scale, context.AsScalar(ofY.Scale)));
        Value? zero = ofY.ZeroPoint is { } z ? context.AsScalar(context.Cast(z, ElementType.Float32)) : null;
        context.SetOutput(0, QuantizationMapping.Store(context, scaled, zero, ofY.ZeroPoint?.Info.Type ?? a.Info.Type));
    }

    private static Value Constant(MappingContext context, Value b) => context.Transpose(b, 1, 0);

    private static Value One(MappingContext context) => context.Scalar(ElementType.Float32, 1);
}
