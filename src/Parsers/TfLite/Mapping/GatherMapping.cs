using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>GATHER, EMBEDDING_LOOKUP and HASHTABLE_LOOKUP.</summary>
internal static class GatherMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.GATHER] = Gather,
            [TfLiteBuiltinOperator.EMBEDDING_LOOKUP] = EmbeddingLookup,
            [TfLiteBuiltinOperator.HASHTABLE_LOOKUP] = HashtableLookup,
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

    /// <summary>Rows of a table whose rows have keys, and whether there was one; rows of zeros where there was none.</summary>
    private static void HashtableLookup(MappingContext context)
    {
        Value wanted = context.Input(0), keys = context.Input(1), table = context.Input(2);
        if (!table.Info.Shape.IsRanked || table.Info.Shape.Rank < 1) throw new UnmappedException($"the table is {table}, expected a known number of dimensions");
        Value one = context.Integers("one", 1);
        Value equal = context.Add("equal", new Comparison(ComparisonKind.Equal), [context.Add("wanted", new ExpandDims(), [wanted, one]), keys]);
        Value found = context.Add("found", new Reduce(ReduceKind.Any), [equal, one]);
        Value row = context.Add("row", new ArgMinMax(ArgKind.Max, ElementType.Int32), [context.Add("matches", new Cast(ElementType.Int32), [equal]), one]);
        Value rows = context.Add("rows", new Gather(0), [table, row], table.Info.Quantization);
        Value mask = context.Add("mask", new ExpandDims(), [found, context.Integers("inner", [.. Enumerable.Range(1, table.Info.Shape.Rank - 1).Select(i => (long)i)])]);
        var zero = new TensorInfo(table.Info.Type, Shape.Scalar);
        Value zeros = context.Builder.Constant($"{context.Name}/zero", new Tensor(zero, new byte[zero.ByteCount]));
        context.SetOutput(0, context.Add("values", new Select(), [mask, rows, zeros], table.Info.Quantization));
        context.SetOutput(1, context.Add("hits", new Cast(ElementType.UInt8), [found], context.OutputInfo(1).Quantization));
    }
}
