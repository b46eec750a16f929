using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>SUM, MEAN and REDUCE_*.</summary>
internal static class ReductionMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.SUM] = context => Reduce(context, ReduceKind.Sum),
            [TfLiteBuiltinOperator.MEAN] = context => Reduce(context, ReduceKind.Mean),
            [TfLiteBuiltinOperator.REDUCE_PROD] = context => Reduce(context, ReduceKind.Prod),
            [TfLiteBuiltinOperator.REDUCE_MAX] = context => Reduce(context, ReduceKind.Max),
            [TfLiteBuiltinOperator.REDUCE_MIN] = context => Reduce(context, ReduceKind.Min),
            [TfLiteBuiltinOperator.REDUCE_ANY] = context => Reduce(context, ReduceKind.Any),
            [TfLiteBuiltinOperator.REDUCE_ALL] = context => Reduce(context, ReduceKind.All),
        };

    private static void Reduce(MappingContext context, ReduceKind kind)
    {
        Value x = context.Input(0);
        var op = new Reduce(kind)
        {
            KeepDims = context.Options<ReducerOptions>().KeepDims,
            // Means are among what XNNPACK computes, the others are not.
            Requantization = kind == ReduceKind.Mean ? context.RequantizationOf(x) : Requantization.FixedPointTwice,
        };
        // The format ignores the axes of a scalar.
        bool scalar = x.Info.Shape is { IsRanked: true, Rank: 0 };
        context.Emit(op, x, scalar ? null : context.Integers(1));
    }
}
