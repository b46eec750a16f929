using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>GATHER and EMBEDDING_LOOKUP.</summary>
internal static class GatherMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.GATHER] = Gather,
            [TfLiteBuiltinOperator.EMBEDDING_LOOKUP] = EmbeddingLookup,
        };

    private static void Gather(MappingContext context)
    {
        GatherOptions options = context.Options<GatherOptions>();
        context.Emit(new Gather(options.Axis) { BatchDims = options.BatchDims }, context.Input(0), context.Integers(1));
    }

    private static void EmbeddingLookup(MappingContext context)
    {
        Value table = context.Input(1);
        ElementType type = context.OutputInfo(0).Type;
        context.Emit(new Gather(0) { OutputType = type == table.Info.Type ? null : type }, table, context.Input(0));
    }
}
