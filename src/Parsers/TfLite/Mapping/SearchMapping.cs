using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Operators that look for elements, and running sums.</summary>
internal static class SearchMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.ARG_MAX] = context => context.Emit(new ArgMinMax(ArgKind.Max, context.OutputInfo(0).Type), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.ARG_MIN] = context => context.Emit(new ArgMinMax(ArgKind.Min, context.OutputInfo(0).Type), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.TOPK_V2] = context => context.Emit(new TopK(context.OutputInfo(1).Type), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.CUMSUM] = CumSum,
            [TfLiteBuiltinOperator.WHERE] = context => context.Emit(new NonZero(context.OutputInfo(0).Type), context.Input(0)),
            [TfLiteBuiltinOperator.BUCKETIZE] = context => context.Emit(new Bucketize(context.Options<BucketizeOptions>().Boundaries), context.Input(0)),
            [TfLiteBuiltinOperator.UNIQUE] = context => context.Emit(new Unique(context.OutputInfo(1).Type), context.Input(0)),
        };

    private static void CumSum(MappingContext context)
    {
        CumsumOptions o = context.Options<CumsumOptions>();
        context.Emit(new CumulativeSum { Exclusive = o.Exclusive, Reverse = o.Reverse }, context.Input(0), context.Integers(1));
    }
}
