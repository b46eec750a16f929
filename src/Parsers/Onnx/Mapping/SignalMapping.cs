using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Signals, and mathematics on matrices.</summary>
internal static class SignalMapping
{
    private const int DftAxisOperand = 20;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["DFT"] = Dft,
        ["STFT"] = context => context.Emit(new Stft { OneSided = context.Attributes.Flag("onesided", true) },
            context.Input(0), context.AsScalar(context.Input(1)), context.Optional(2), context.Optional(3) is { } length ? context.AsScalar(length) : null),
        ["MelWeightMatrix"] = MelWeightMatrix,
        ["HannWindow"] = context => Window(context, 0.5, 0.5, 0),
        ["HammingWindow"] = context => Window(context, 25.0 / 46, 21.0 / 46, 0),
        ["BlackmanWindow"] = context => Window(context, 0.42, 0.5, 0.08),
        ["Det"] = context => context.Emit(new Determinant(), context.Input(0)),
        ["Einsum"] = context => context.Emit(new Einsum(context.Attributes.Text("equation", "")), context.RequiredInputs()),
    };

    private static void Dft(MappingContext context)
    {
        Value? axis = context.Opset >= DftAxisOperand ? context.Optional(2) : null;
        axis = axis is null ? context.Integers("axis", context.Opset >= DftAxisOperand ? -2 : context.Attributes.Int("axis", 1)) : context.AsList(axis);
        context.Emit(new Dft { Inverse = context.Attributes.Flag("inverse"), OneSided = context.Attributes.Flag("onesided") },
            context.Input(0), context.Optional(1) is { } length ? context.AsList(length) : null, axis);
    }

    private static void MelWeightMatrix(MappingContext context) => context.Emit(new MelWeightMatrix(OutputType(context)),
        context.Input(0), context.Input(1), context.Input(2), context.Cast(context.Input(3), ElementType.Float32), context.Cast(context.Input(4), ElementType.Float32));

    /// <summary>a - b cos(2 pi k / N) + c cos(4 pi k / N), with N the size, or one less when it is symmetric.</summary>
    private static void Window(MappingContext context, double a, double b, double c)
    {
        Value size = context.Cast(context.AsScalar(context.Input(0)), ElementType.Int64);
        Value places = context.Cast(context.Add("places", new Ops.Range(), context.Scalar(ElementType.Int64, 0), size, context.Scalar(ElementType.Int64, 1)), ElementType.Float64);
        Value period = context.Cast(size, ElementType.Float64);
        if (!context.Attributes.Flag("periodic", true)) period = context.Binary(BinaryKind.Sub, period, context.Scalar(ElementType.Float64, 1));
        Value angle = context.Binary(BinaryKind.Div, context.Binary(BinaryKind.Mul, places, context.Scalar(ElementType.Float64, 2 * Math.PI)), period);
        Value y = context.Binary(BinaryKind.Sub, context.Scalar(ElementType.Float64, a), Cosine(angle, b));
        if (c != 0) y = context.Binary(BinaryKind.Add, y, Cosine(context.Binary(BinaryKind.Mul, angle, context.Scalar(ElementType.Float64, 2)), c));
        context.SetOutput(0, context.Cast(y, OutputType(context)));

        Value Cosine(Value of, double factor) => context.Binary(BinaryKind.Mul, context.Unary(UnaryKind.Cos, of), context.Scalar(ElementType.Float64, factor));
    }

    private static ElementType OutputType(MappingContext context) => context.Attributes.Has("output_datatype")
        ? ConversionMapping.TypeOf(context.Attributes.Int("output_datatype", 1), "output_datatype") : ElementType.Float32;
}
