using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that combine tensors element by element.</summary>
internal static class ElementwiseMapping
{
    private const int MultidirectionalBroadcast = 7;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Add"] = context => Binary(context, BinaryKind.Add),
        ["Sub"] = context => Binary(context, BinaryKind.Sub),
        ["Mul"] = context => Binary(context, BinaryKind.Mul),
        ["Div"] = context => Binary(context, BinaryKind.Div),
        ["Mod"] = context => Binary(context, context.Attributes.Flag("fmod") ? BinaryKind.Mod : BinaryKind.FloorMod),
        ["Pow"] = Pow,
        ["Sum"] = context => Fold(context, VariadicKind.Sum, BinaryKind.Add),
        ["Max"] = context => Fold(context, VariadicKind.Max, BinaryKind.Maximum),
        ["Min"] = context => Fold(context, VariadicKind.Min, BinaryKind.Minimum),
        ["Mean"] = context => context.Emit(new Variadic(VariadicKind.Mean), context.RequiredInputs()),
        ["Equal"] = Equal,
        ["Less"] = context => Compare(context, ComparisonKind.Less),
        ["LessOrEqual"] = context => Compare(context, ComparisonKind.LessOrEqual),
        ["Greater"] = context => Compare(context, ComparisonKind.Greater),
        ["GreaterOrEqual"] = context => Compare(context, ComparisonKind.GreaterOrEqual),
        ["And"] = context => Logic(context, LogicalKind.And),
        ["Or"] = context => Logic(context, LogicalKind.Or),
        ["Xor"] = context => Logic(context, LogicalKind.Xor),
        ["BitwiseAnd"] = context => context.Emit(new Bitwise(BitwiseKind.And), context.Input(0), context.Input(1)),
        ["BitwiseOr"] = context => context.Emit(new Bitwise(BitwiseKind.Or), context.Input(0), context.Input(1)),
        ["BitwiseXor"] = context => context.Emit(new Bitwise(BitwiseKind.Xor), context.Input(0), context.Input(1)),
        ["BitShift"] = BitShift,
        ["Where"] = context => context.Emit(new Select(), context.Input(0), context.Input(1), context.Input(2)),
        ["PRelu"] = context => context.Emit(new PRelu(), context.Input(0), Slope(context)),
    };

    private static void Binary(MappingContext context, BinaryKind kind) => context.Emit(new Binary(kind), context.Input(0), Second(context));

    private static void Compare(MappingContext context, ComparisonKind kind) => context.Emit(new Comparison(kind), context.Input(0), Second(context));

    /// <summary>Whether two known numbers are equal is known, which decides about branches.</summary>
    private static void Equal(MappingContext context)
    {
        if (context.ConstantIntegers(0) is [var a] && context.ConstantIntegers(1) is [var b]
            && context.Input(0).Info.Type == context.Input(1).Info.Type && context.Input(0).Info.Shape.Rank == 0 && context.Input(1).Info.Shape.Rank == 0)
            context.SetOutput(0, context.Scalar(ElementType.Bool, a == b ? 1 : 0));
        else Compare(context, ComparisonKind.Equal);
    }

    private static void Logic(MappingContext context, LogicalKind kind) => context.Emit(new Logical(kind), context.Input(0), Second(context));

    /// <summary>The result has the type of the base, whatever that of the exponent is.</summary>
    private static void Pow(MappingContext context)
    {
        Value a = context.Input(0), b = Second(context);
        if (a.Info.Type == b.Info.Type && a.Info.Type.IsFloat())
        {
            context.Emit(new Binary(BinaryKind.Pow), a, b);
            return;
        }

        ElementType type = a.Info.Type.IsFloat() ? a.Info.Type : ElementType.Float64;
        Value power = context.Binary(BinaryKind.Pow, context.Cast(a, type), context.Cast(b, type));
        context.Emit(new Cast(a.Info.Type), power);
    }

    /// <summary>Any number of operands; integers of few bits are combined one after the other.</summary>
    private static void Fold(MappingContext context, VariadicKind kind, BinaryKind pair)
    {
        Value[] inputs = context.RequiredInputs();
        if (inputs.Length == 2)
        {
            context.Emit(new Binary(pair), inputs);
        }
        else if (inputs[0].Info.Type.IsFloat())
        {
            context.Emit(new Variadic(kind), inputs);
        }
        else
        {
            Value result = inputs[0];
            foreach (Value next in inputs[1..]) result = context.Binary(pair, result, next);
            context.SetOutput(0, result);
        }
    }

    private static void BitShift(MappingContext context)
    {
        BitwiseKind kind = context.Attributes.Text("direction", "") switch
        {
            "LEFT" => BitwiseKind.ShiftLeft,
            "RIGHT" => BitwiseKind.ShiftRight,
            var other => throw new InvalidNetworkException($"attribute 'direction' is '{other}', expected LEFT or RIGHT"),
        };
        context.Emit(new Bitwise(kind), context.Input(0), context.Input(1));
    }

    /// <summary>The second operand. Before version 7 an attribute says at which axis of the first it begins.</summary>
    private static Value Second(MappingContext context)
    {
        Value b = context.Input(1);
        if (context.Opset >= MultidirectionalBroadcast || !context.Attributes.Flag("broadcast") || !context.Attributes.Has("axis")) return b;
        int rank = context.Input(0).RankOf("operand 0"), own = b.RankOf("operand 1");
        int axis = InferenceContext.Axis(context.Attributes.Int("axis", 0), rank);
        int after = rank - axis - own;
        return after <= 0 ? b : context.Unsqueeze(b, [.. Enumerable.Range(own, after).Select(i => (long)i)]);
    }

    /// <summary>Before version 7 a list of slopes belongs to the channels, which are axis 1.</summary>
    private static Value Slope(MappingContext context)
    {
        Value slope = context.Input(1);
        if (context.Opset >= MultidirectionalBroadcast || slope.Info.Shape is not { IsRanked: true, Rank: 1 } || slope.Info.Shape[0] == 1) return slope;
        int after = context.Input(0).RankOf("operand 0") - 2;
        return after <= 0 ? slope : context.Unsqueeze(slope, [.. Enumerable.Range(1, after).Select(i => (long)i)]);
    }
}
