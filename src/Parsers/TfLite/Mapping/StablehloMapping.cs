using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>StableHLO operators that have a counterpart, and composites, which bring their own definition as a subgraph.</summary>
internal static class StablehloMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.STABLEHLO_ADD] = context => Binary(context, BinaryKind.Add),
            [TfLiteBuiltinOperator.STABLEHLO_SUBTRACT] = context => Binary(context, BinaryKind.Sub),
            [TfLiteBuiltinOperator.STABLEHLO_MULTIPLY] = context => Binary(context, BinaryKind.Mul),
            [TfLiteBuiltinOperator.STABLEHLO_DIVIDE] = context => Binary(context, BinaryKind.Div),
            [TfLiteBuiltinOperator.STABLEHLO_MAXIMUM] = context => Binary(context, BinaryKind.Maximum),
            [TfLiteBuiltinOperator.STABLEHLO_MINIMUM] = context => Binary(context, BinaryKind.Minimum),
            [TfLiteBuiltinOperator.STABLEHLO_POWER] = context => Binary(context, BinaryKind.Pow),
            [TfLiteBuiltinOperator.STABLEHLO_REMAINDER] = context => Binary(context, BinaryKind.Mod),
            [TfLiteBuiltinOperator.STABLEHLO_ABS] = context => Unary(context, UnaryKind.Abs),
            [TfLiteBuiltinOperator.STABLEHLO_NEGATE] = context => Unary(context, UnaryKind.Neg),
            [TfLiteBuiltinOperator.STABLEHLO_EXPONENTIAL] = context => Unary(context, UnaryKind.Exp),
            [TfLiteBuiltinOperator.STABLEHLO_LOG] = context => Unary(context, UnaryKind.Log),
            [TfLiteBuiltinOperator.STABLEHLO_FLOOR] = context => Unary(context, UnaryKind.Floor),
            [TfLiteBuiltinOperator.STABLEHLO_COSINE] = context => Unary(context, UnaryKind.Cos),
            [TfLiteBuiltinOperator.STABLEHLO_RSQRT] = context => Unary(context, UnaryKind.Rsqrt),
            [TfLiteBuiltinOperator.STABLEHLO_CBRT] = context => Unary(context, UnaryKind.Cbrt),
            [TfLiteBuiltinOperator.STABLEHLO_TANH] = context => Unary(context, UnaryKind.Tanh),
            [TfLiteBuiltinOperator.STABLEHLO_LOGISTIC] = context => Unary(context, UnaryKind.Sigmoid),
            [TfLiteBuiltinOperator.STABLEHLO_AND] = context => Bits(context, LogicalKind.And, BitwiseKind.And),
            [TfLiteBuiltinOperator.STABLEHLO_OR] = context => Bits(context, LogicalKind.Or, BitwiseKind.Or),
            [TfLiteBuiltinOperator.STABLEHLO_SHIFT_LEFT] = context => context.Emit(new Bitwise(BitwiseKind.ShiftLeft), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.STABLEHLO_CLAMP] = Clamp,
            [TfLiteBuiltinOperator.STABLEHLO_COMPARE] = Compare,
            [TfLiteBuiltinOperator.STABLEHLO_SELECT] = context => context.Emit(new Select(), context.Input(0), context.Input(1), context.Input(2)),
            [TfLiteBuiltinOperator.STABLEHLO_CONVERT] = context => context.Emit(new Cast(context.OutputInfo(0).Type), context.Input(0)),
            [TfLiteBuiltinOperator.STABLEHLO_COMPOSITE] = context =>
                ControlFlowMapping.Call(context, context.Options<StableHLOCompositeOptions>().DecompositionSubgraph),
        };

    private static void Unary(MappingContext context, UnaryKind kind) => context.Emit(new Unary(kind), context.Input(0));

    private static void Binary(MappingContext context, BinaryKind kind) => context.Emit(new Binary(kind), context.Input(0), context.Input(1));

    private static void Clamp(MappingContext context)
    {
        Value raised = context.Add("raised", new Binary(BinaryKind.Maximum), [context.Input(1), context.Input(0)]);
        context.Emit(new Binary(BinaryKind.Minimum), raised, context.Input(2));
    }

    private static void Compare(MappingContext context)
    {
        StablehloCompareOptions o = context.Options<StablehloCompareOptions>();
        if (o.CompareType == StablehloComparisonType.FloatTotalOrder)
            throw new UnmappedException("it compares by a total order of floats, expected the usual comparison");
        context.Emit(new Comparison(o.Direction switch
        {
            StablehloComparisonDirection.Equal => ComparisonKind.Equal,
            StablehloComparisonDirection.NotEqual => ComparisonKind.NotEqual,
            StablehloComparisonDirection.GreaterOrEqual => ComparisonKind.GreaterOrEqual,
            StablehloComparisonDirection.Greater => ComparisonKind.Greater,
            StablehloComparisonDirection.LessOrEqual => ComparisonKind.LessOrEqual,
            StablehloComparisonDirection.Less => ComparisonKind.Less,
        }), context.Input(0), context.Input(1));
    }

    private static void Bits(MappingContext context, LogicalKind logical, BitwiseKind bitwise)
    {
        Value a = context.Input(0);
        context.Emit(a.Info.Type == ElementType.Bool ? new Logical(logical) : new Bitwise(bitwise), a, context.Input(1));
    }
}
