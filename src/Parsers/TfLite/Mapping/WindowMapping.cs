using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>DILATE and REDUCE_WINDOW.</summary>
internal static class WindowMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.DILATE] = context => context.Emit(new Dilate(), context.Input(0), context.Integers(1), context.Input(2)),
            [TfLiteBuiltinOperator.REDUCE_WINDOW] = context => context.Emit(new ReduceWindow(KindOf(context.Options<ReduceWindowOptions>().Function)),
                context.Input(0), context.Input(1), context.Integers(2), context.Integers(3), context.Integers(4)),
        };

    private static ReduceKind KindOf(ReduceWindowFunction function) => function switch
    {
        ReduceWindowFunction.Add => ReduceKind.Sum,
        ReduceWindowFunction.Mul => ReduceKind.Prod,
        ReduceWindowFunction.Minimum => ReduceKind.Min,
        ReduceWindowFunction.Maximum => ReduceKind.Max,
        ReduceWindowFunction.All => ReduceKind.All,
        ReduceWindowFunction.Any => ReduceKind.Any,
        ReduceWindowFunction.Unsupported => throw new UnmappedException("the function is stated as unsupported, expected a known one"),
    };
}
