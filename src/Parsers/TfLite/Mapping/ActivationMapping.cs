using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Activations and normalisations.</summary>
internal static class ActivationMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.RELU] = context => Unary(context, UnaryKind.Relu),
            [TfLiteBuiltinOperator.RELU6] = context => Unary(context, UnaryKind.Relu6),
            [TfLiteBuiltinOperator.RELU_N1_TO_1] = context => Unary(context, UnaryKind.ReluN1To1),
            [TfLiteBuiltinOperator.RELU_0_TO_1] = context => Unary(context, UnaryKind.Relu0To1),
            [TfLiteBuiltinOperator.ELU] = context => Unary(context, UnaryKind.Elu, alpha: 1),
            [TfLiteBuiltinOperator.LEAKY_RELU] = LeakyRelu,
            [TfLiteBuiltinOperator.GELU] = context =>
                Unary(context, context.Options<GeluOptions>().Approximate ? UnaryKind.GeluTanh : UnaryKind.Gelu),
            [TfLiteBuiltinOperator.HARD_SWISH] = context => Unary(context, UnaryKind.HardSwish),
            [TfLiteBuiltinOperator.LOGISTIC] = context => Unary(context, UnaryKind.Sigmoid),
            [TfLiteBuiltinOperator.TANH] = context => Unary(context, UnaryKind.Tanh),
            [TfLiteBuiltinOperator.PRELU] = context => context.Emit(new PRelu(), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.SOFTMAX] = Softmax,
            [TfLiteBuiltinOperator.LOG_SOFTMAX] = context => context.Emit(new LogSoftmax(-1), context.Input(0)),
            [TfLiteBuiltinOperator.L2_NORMALIZATION] = L2Normalization,
            [TfLiteBuiltinOperator.LOCAL_RESPONSE_NORMALIZATION] = LocalResponseNormalization,
        };

    private static void Unary(MappingContext context, UnaryKind kind, float alpha = 0) =>
        context.Emit(new Unary(kind) { Alpha = alpha, Requantization = Requantization.FixedPointTwice }, context.Input(0));

    private static void LeakyRelu(MappingContext context)
    {
        Value x = context.Input(0);
        context.Emit(new Unary(UnaryKind.LeakyRelu) { Alpha = context.Options<LeakyReluOptions>().Alpha, Requantization = context.SingleRoundingOf(x) }, x);
    }

    private static void Softmax(MappingContext context)
    {
        Value x = context.Input(0);
        ElementType type = context.OutputInfo(0).Type;
        context.Emit(new Softmax(-1) { Beta = context.Options<SoftmaxOptions>().Beta, OutputType = type == x.Info.Type ? null : type }, x);
    }

    private static void L2Normalization(MappingContext context)
    {
        if (context.Options<L2NormOptions>().Activation != TfLiteActivation.None)
            throw new UnmappedException($"activation {context.Options<L2NormOptions>().Activation} is fused, TensorFlow Lite knows none here");
        context.Emit(new L2Normalization(-1), context.Input(0));
    }

    private static void LocalResponseNormalization(MappingContext context)
    {
        LocalResponseNormalizationOptions o = context.Options<LocalResponseNormalizationOptions>();
        context.Emit(new LocalResponseNormalization(o.Radius) { Bias = o.Bias, Alpha = o.Alpha, Beta = o.Beta }, context.Input(0));
    }
}
