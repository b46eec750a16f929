using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>AVERAGE_POOL_2D, MAX_POOL_2D, L2_POOL_2D.</summary>
internal static class PoolMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.AVERAGE_POOL_2D] = context => Pool(context, PoolKind.Average),
            [TfLiteBuiltinOperator.MAX_POOL_2D] = context => Pool(context, PoolKind.Max),
            [TfLiteBuiltinOperator.L2_POOL_2D] = context => Pool(context, PoolKind.L2),
        };

    private static void Pool(MappingContext context, PoolKind kind)
    {
        Pool2DOptions o = context.Options<Pool2DOptions>();
        context.Emit(new Pool(kind, [o.FilterH, o.FilterW], [o.StrideH, o.StrideW], o.Padding.ToOp()) { Activation = o.Activation.ToOp() }, context.Input(0));
    }
}
