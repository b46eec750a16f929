using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Operators of one and two operands that work element by element.</summary>
internal static class ElementwiseMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.ADD] = Add,
            [TfLiteBuiltinOperator.SUB] = Sub,
            [TfLiteBuiltinOperator.MUL] = context => Binary(context, BinaryKind.Mul, context.Options<MulOptions>().Activation),
            [TfLiteBuiltinOperator.DIV] = context => Binary(context, BinaryKind.Div, context.Options<DivOptions>().Activation),
            [TfLiteBuiltinOperator.FLOOR_DIV] = context => Binary(context, BinaryKind.FloorDiv),
            [TfLiteBuiltinOperator.FLOOR_MOD] = context => Binary(context, BinaryKind.FloorMod),
            [TfLiteBuiltinOperator.POW] = context => Binary(context, BinaryKind.Pow),
            [TfLiteBuiltinOperator.MAXIMUM] = context => Binary(context, BinaryKind.Maximum),
            [TfLiteBuiltinOperator.MINIMUM] = context => Binary(context, BinaryKind.Minimum),
            [TfLiteBuiltinOperator.SQUARED_DIFFERENCE] = context => Binary(context, BinaryKind.SquaredDifference),
            [TfLiteBuiltinOperator.ATAN2] = context => Binary(context, BinaryKind.Atan2),
            [TfLiteBuiltinOperator.ADD_N] = context => context.Emit(new Variadic(VariadicKind.Sum), context.AllInputs()),
            [TfLiteBuiltinOperator.ABS] = context => Unary(context, UnaryKind.Abs),
            [TfLiteBuiltinOperator.NEG] = context => Unary(context, UnaryKind.Neg),
            [TfLiteBuiltinOperator.SIGN] = context => Unary(context, UnaryKind.Sign),
            [TfLiteBuiltinOperator.EXP] = context => Unary(context, UnaryKind.Exp),
            [TfLiteBuiltinOperator.LOG] = context => Unary(context, UnaryKind.Log),
            [TfLiteBuiltinOperator.SQRT] = context => Unary(context, UnaryKind.Sqrt),
            [TfLiteBuiltinOperator.RSQRT] = context => Unary(context, UnaryKind.Rsqrt),
            [TfLiteBuiltinOperator.SQUARE] = context => Unary(context, UnaryKind.Square),
            [TfLiteBuiltinOperator.SIN] = context => Unary(context, UnaryKind.Sin),
            [TfLiteBuiltinOperator.COS] = context => Unary(context, UnaryKind.Cos),
            [TfLiteBuiltinOperator.CEIL] = context => Unary(context, UnaryKind.Ceil),
            [TfLiteBuiltinOperator.FLOOR] = context => Unary(context, UnaryKind.Floor),
            [TfLiteBuiltinOperator.ROUND] = context => Unary(context, UnaryKind.Round),
            [TfLiteBuiltinOperator.EQUAL] = context => Compare(context, ComparisonKind.Equal),
            [TfLiteBuiltinOperator.NOT_EQUAL] = context => Compare(context, ComparisonKind.NotEqual),
            [TfLiteBuiltinOperator.LESS] = context => Compare(context, ComparisonKind.Less),
            [TfLiteBuiltinOperator.LESS_EQUAL] = context => Compare(context, ComparisonKind.LessOrEqual),
            [TfLiteBuiltinOperator.GREATER] = context => Compare(context, ComparisonKind.Greater),
            [TfLiteBuiltinOperator.GREATER_EQUAL] = context => Compare(context, ComparisonKind.GreaterOrEqual),
            [TfLiteBuiltinOperator.LOGICAL_AND] = context => context.Emit(new Logical(LogicalKind.And), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.LOGICAL_OR] = context => context.Emit(new Logical(LogicalKind.Or), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.LOGICAL_NOT] = context => Unary(context, UnaryKind.LogicalNot),
            [TfLiteBuiltinOperator.BITWISE_XOR] = BitwiseXor,
            [TfLiteBuiltinOperator.RIGHT_SHIFT] = context => context.Emit(new Bitwise(BitwiseKind.ShiftRight), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.SELECT] = Select,
            [TfLiteBuiltinOperator.SELECT_V2] = context => context.Emit(new Select(), context.Input(0), context.Input(1), context.Input(2)),
        };

    private static void Add(MappingContext context)
    {
        AddOptions o = context.Options<AddOptions>();
        Value a = context.Input(0);
        context.Emit(new Binary(BinaryKind.Add)
        {
            Activation = o.Activation.ToOp(),
            PowerOfTwoScale = o.PotScaleInt16,
            Requantization = context.SingleRoundingOf(a),
        }, a, context.Input(1));
    }

    private static void Sub(MappingContext context)
    {
        SubOptions o = context.Options<SubOptions>();
        Value a = context.Input(0);
        context.Emit(new Binary(BinaryKind.Sub)
        {
            Activation = o.Activation.ToOp(),
            PowerOfTwoScale = o.PotScaleInt16,
            Requantization = context.SingleRoundingOf(a),
        }, a, context.Input(1));
    }

    private static void Binary(MappingContext context, BinaryKind kind, TfLiteActivation activation = TfLiteActivation.None)
    {
        Value a = context.Input(0);
        Requantization rounding = kind == BinaryKind.Mul ? context.SingleRoundingOf(a) : Requantization.FixedPointTwice;
        context.Emit(new Binary(kind) { Activation = activation.ToOp(), Requantization = rounding }, a, context.Input(1));
    }

    private static void Unary(MappingContext context, UnaryKind kind) =>
        context.Emit(new Unary(kind) { Requantization = Requantization.FixedPointTwice }, context.Input(0));

    private static void Compare(MappingContext context, ComparisonKind kind) => context.Emit(new Comparison(kind), context.Input(0), context.Input(1));

    private static void BitwiseXor(MappingContext context)
    {
        Value a = context.Input(0), b = context.Input(1);
        context.Emit(a.Info.Type == ElementType.Bool ? new Logical(LogicalKind.Xor) : new Bitwise(BitwiseKind.Xor), a, b);
    }

    /// <summary>A condition of one dimension chooses whole slices along the first dimension.</summary>
    private static void Select(MappingContext context)
    {
        Value condition = context.Input(0), a = context.Input(1);
        if (condition.Info.Shape is { IsRanked: true, Rank: 1 } && a.Info.Shape is { IsRanked: true, Rank: > 1 } shape)
        {
            long[] axes = [.. Enumerable.Range(1, shape.Rank - 1)];
            for (int i = 0; i < axes.Length; i++)
                condition = context.Add($"condition{i}", new ExpandDims(), [condition, context.Integers($"axis{i}", axes[i])]);
        }

        context.Emit(new Select(), condition, a, context.Input(2));
    }
}
