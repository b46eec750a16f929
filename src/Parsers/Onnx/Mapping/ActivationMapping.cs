using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Functions of one tensor, element by element or along an axis.</summary>
internal static class ActivationMapping
{
    private const int SoftmaxAlongOneAxis = 13;
    private const int ClipOperands = 11;
    private const int ExactSelu = 6;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Abs"] = Of(UnaryKind.Abs),
        ["Neg"] = Of(UnaryKind.Neg),
        ["Sign"] = Of(UnaryKind.Sign),
        ["Exp"] = Of(UnaryKind.Exp),
        ["Log"] = Of(UnaryKind.Log),
        ["Sqrt"] = Of(UnaryKind.Sqrt),
        ["Reciprocal"] = Of(UnaryKind.Reciprocal),
        ["Sin"] = Of(UnaryKind.Sin),
        ["Cos"] = Of(UnaryKind.Cos),
        ["Tan"] = Of(UnaryKind.Tan),
        ["Asin"] = Of(UnaryKind.Asin),
        ["Acos"] = Of(UnaryKind.Acos),
        ["Atan"] = Of(UnaryKind.Atan),
        ["Sinh"] = Of(UnaryKind.Sinh),
        ["Cosh"] = Of(UnaryKind.Cosh),
        ["Asinh"] = Of(UnaryKind.Asinh),
        ["Acosh"] = Of(UnaryKind.Acosh),
        ["Atanh"] = Of(UnaryKind.Atanh),
        ["Ceil"] = Of(UnaryKind.Ceil),
        ["Floor"] = Of(UnaryKind.Floor),
        ["Round"] = Of(UnaryKind.Round),
        ["Erf"] = Of(UnaryKind.Erf),
        ["Not"] = Of(UnaryKind.LogicalNot),
        ["BitwiseNot"] = Of(UnaryKind.BitwiseNot),
        ["IsNaN"] = Of(UnaryKind.IsNaN),
        ["IsInf"] = context => context.Emit(new Unary(UnaryKind.IsInf)
        {
            Alpha = context.Attributes.Flag("detect_negative", true) ? 1 : 0,
            Beta = context.Attributes.Flag("detect_positive", true) ? 1 : 0,
        }, context.Input(0)),
        ["Relu"] = Of(UnaryKind.Relu),
        ["Sigmoid"] = Of(UnaryKind.Sigmoid),
        ["Tanh"] = Of(UnaryKind.Tanh),
        ["Softplus"] = Of(UnaryKind.Softplus),
        ["Softsign"] = Of(UnaryKind.Softsign),
        ["Mish"] = Of(UnaryKind.Mish),
        ["HardSwish"] = Of(UnaryKind.HardSwish),
        ["Elu"] = context => Emit(context, UnaryKind.Elu, context.Attributes.Float("alpha", 1), 0),
        ["Celu"] = context => Emit(context, UnaryKind.Celu, context.Attributes.Float("alpha", 1), 0),
        ["Selu"] = Selu,
        ["LeakyRelu"] = context => Emit(context, UnaryKind.LeakyRelu, context.Attributes.Float("alpha", 0.01f), 0),
        ["ThresholdedRelu"] = context => Emit(context, UnaryKind.ThresholdedRelu, context.Attributes.Float("alpha", 1), 0),
        ["HardSigmoid"] = context => Emit(context, UnaryKind.HardSigmoid, context.Attributes.Float("alpha", 0.2f), context.Attributes.Float("beta", 0.5f)),
        ["Gelu"] = context => Emit(context, context.Attributes.Text("approximate", "none") == "tanh" ? UnaryKind.GeluTanh : UnaryKind.Gelu, 0, 0),
        ["Swish"] = Swish,
        ["Shrink"] = Shrink,
        ["Clip"] = Clip,
        ["Softmax"] = context => AlongAxis(context, axis => new Softmax(axis)),
        ["LogSoftmax"] = context => AlongAxis(context, axis => new LogSoftmax(axis)),
        ["Hardmax"] = context => AlongAxis(context, axis => new Hardmax(axis)),
        ["SwiGLU"] = SwiGlu,
        ["LpNormalization"] = LpNormalization,
    };

    private static OperatorMapping Of(UnaryKind kind) => context => context.Emit(new Unary(kind), context.Input(0));

    private static void Emit(MappingContext context, UnaryKind kind, float alpha, float beta) =>
        context.Emit(new Unary(kind) { Alpha = alpha, Beta = beta }, context.Input(0));

    private static void Swish(MappingContext context) => context.SetOutput(0, Swish(context, context.Input(0)));

    /// <summary>The first version has fewer digits.</summary>
    private static void Selu(MappingContext context)
    {
        bool exact = context.Opset >= ExactSelu;
        Emit(context, UnaryKind.Selu, context.Attributes.Float("alpha", exact ? 1.67326319217681884765625f : 1.6732f),
            context.Attributes.Float("gamma", exact ? 1.05070102214813232421875f : 1.0507f));
    }

    private static void SwiGlu(MappingContext context) =>
        context.Emit(new Binary(BinaryKind.Mul), Swish(context, context.Input(0)), context.Input(1));

    /// <summary>x * sigmoid(alpha x).</summary>
    private static Value Swish(MappingContext context, Value x)
    {
        float alpha = context.Attributes.Float("alpha", 1);
        if (alpha == 1) return context.Unary(UnaryKind.Silu, x);
        Value scaled = context.Binary(BinaryKind.Mul, x, context.Scalar(x.Info.Type, alpha));
        return context.Binary(BinaryKind.Mul, x, context.Unary(UnaryKind.Sigmoid, scaled));
    }

    /// <summary>x + bias below -lambd, x - bias above lambd, 0 between.</summary>
    private static void Shrink(MappingContext context)
    {
        Value x = context.Input(0);
        ElementType type = x.Info.Type, computed = type.IsFloat() ? type : ElementType.Float32;
        Value wide = context.Cast(x, computed);
        Value bias = context.Scalar(computed, context.Attributes.Float("bias", 0)), limit = context.Scalar(computed, context.Attributes.Float("lambd", 0.5f));
        Value above = context.Add("above", new Select(), context.Compare(ComparisonKind.Greater, wide, limit),
            context.Binary(BinaryKind.Sub, wide, bias), context.Scalar(computed, 0));
        Value below = context.Compare(ComparisonKind.Less, wide, context.Unary(UnaryKind.Neg, limit));
        Value result = context.Add("shrink", new Select(), below, context.Binary(BinaryKind.Add, wide, bias), above);
        context.SetOutput(0, context.Cast(result, type));
    }

    private static void Clip(MappingContext context)
    {
        Value x = context.Input(0);
        Value? min, max;
        if (context.Opset >= ClipOperands)
        {
            (min, max) = (context.Optional(1), context.Optional(2));
        }
        else
        {
            min = context.Attributes.Has("min") ? context.Scalar(x.Info.Type, context.Attributes.Float("min", 0)) : null;
            max = context.Attributes.Has("max") ? context.Scalar(x.Info.Type, context.Attributes.Float("max", 0)) : null;
        }

        if (Named(min, max) is { } kind && x.Info.Type.IsFloat())
        {
            context.Emit(new Unary(kind), x);
            return;
        }

        if (min is not null) x = context.Binary(BinaryKind.Maximum, x, min);
        // The upper bound wins when it is below the lower one.
        if (max is not null) x = context.Binary(BinaryKind.Minimum, x, max);
        context.SetOutput(0, x);
    }

    /// <summary>The function that has these bounds, so that backends can fuse it.</summary>
    private static UnaryKind? Named(Value? min, Value? max) => (Number(min), Number(max)) switch
    {
        (0, 6) => UnaryKind.Relu6,
        (0, 1) => UnaryKind.Relu0To1,
        (-1, 1) => UnaryKind.ReluN1To1,
        (0, null) when max is null => UnaryKind.Relu,
        _ => null,
    };

    private static double? Number(Value? value) =>
        value?.Constant is { Info: { Type: ElementType.Float32, ElementCount: 1 } } constant ? constant.Span<float>()[0] : null;

    /// <summary>Before version 13 all dimensions from the axis on are normalised together.</summary>
    private static void AlongAxis(MappingContext context, Func<int, Op> op)
    {
        Value x = context.Input(0);
        if (context.Opset >= SoftmaxAlongOneAxis)
        {
            context.Emit(op(context.Attributes.Int32("axis", -1)), x);
            return;
        }

        int rank = x.RankOf("operand 0"), axis = InferenceContext.Axis(context.Attributes.Int("axis", 1), rank);
        if (axis == rank - 1)
        {
            context.Emit(op(axis), x);
            return;
        }

        Value flat = ShapeMapping.Flatten(context, x, axis);
        context.SetOutput(0, context.Add("back", new Reshape(), context.Add("rows", op(1), flat), context.ShapeOf(x)));
    }

    private static void LpNormalization(MappingContext context)
    {
        int axis = context.Attributes.Int32("axis", -1);
        Value x = context.Input(0);
        ReduceKind kind = context.Attributes.Int("p", 2) switch
        {
            1 => ReduceKind.L1,
            2 => ReduceKind.L2,
            var p => throw new InvalidNetworkException($"attribute 'p' is {p}, expected 1 or 2"),
        };
        Value norm = context.Reduce(kind, x, true, axis);
        Value zero = context.Scalar(x.Info.Type, 0);
        Value divided = context.Binary(BinaryKind.Div, x, norm);
        context.Emit(new Select(), context.Compare(ComparisonKind.Equal, norm, zero), zero, divided);
    }
}
