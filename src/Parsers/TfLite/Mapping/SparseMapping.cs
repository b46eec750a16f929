using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Operators on sparse tensors that are given as coordinates and values.</summary>
internal static class SparseMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.SPARSE_TO_DENSE] = SparseToDense,
            [TfLiteBuiltinOperator.EMBEDDING_LOOKUP_SPARSE] = EmbeddingLookup,
        };

    private static void SparseToDense(MappingContext context)
    {
        Value indices = context.Integers(0), values = context.Input(2);
        if (!indices.Info.Shape.IsRanked || !values.Info.Shape.IsRanked)
            throw new UnmappedException($"indices are {indices} and values {values}, expected a known number of dimensions");
        if (indices.Info.Shape.Rank < 2) indices = context.Add("indices", new Reshape(), [indices, context.Integers("column", -1, 1)]);
        if (values.Info.Shape.Rank == 0)
        {
            Value sizes = context.SizesFrom("sizes", indices, 0);
            Value count = context.Add("count", new StridedSlice(), [sizes, context.Integers("first", 0), context.Integers("second", 1)]);
            values = context.Add("values", new BroadcastTo(), [values, count]);
        }

        Value filled = context.Add("filled", new Fill(), [context.Integers(1), context.Input(3)], context.OutputInfo(0).Quantization);
        context.Emit(new ScatterNd(), filled, indices, values);
    }

    /// <summary>Weighted sums of rows of a table, one for each row of the sparse matrix of row numbers.</summary>
    private static void EmbeddingLookup(MappingContext context)
    {
        TfLiteCombiner combiner = context.Options<EmbeddingLookupSparseOptions>().Combiner;
        Value weights = context.Input(3), table = context.Input(4);
        if (!table.Info.Shape.IsRanked) throw new UnmappedException($"the table is {table}, expected a known number of dimensions");
        int embedding = table.Info.Shape.Rank - 1;
        // The last coordinate only tells entries of one row apart.
        Value rows = context.Add("rows", new StridedSlice(),
            [context.Integers(1), context.Integers("begin", 0), context.Integers("end", -1), null, context.Integers("axis", -1)]);
        Value outer = context.Add("outer", new StridedSlice(), [context.Integers(2), context.Integers("first", 0), context.Integers("last", -1)]);
        Value shape = context.Add("shape", new Concat(0), [outer, context.SizesFrom("inner", table, 1)]);
        Value found = context.Add("found", new Gather(0), [table, context.Integers(0)]);
        Value weighted = context.Add("weighted", new Binary(BinaryKind.Mul), [found, Column(context, "weights", weights, embedding)]);
        Value zero = context.Scalar("zero", ElementType.Float32, 0f);
        Value start = context.Add("start", new Fill(), [shape, zero]);
        if (combiner == TfLiteCombiner.Sum)
        {
            context.Emit(new ScatterNd { Reduction = ScatterReduction.Add }, start, rows, weighted);
            return;
        }

        Value sum = context.Add("sum", new ScatterNd { Reduction = ScatterReduction.Add }, [start, rows, weighted]);
        Value parts = combiner == TfLiteCombiner.Mean ? weights : context.Add("squares", new Unary(UnaryKind.Square), [weights]);
        Value total = context.Add("total", new ScatterNd { Reduction = ScatterReduction.Add }, [context.Add("totals", new Fill(), [outer, zero]), rows, parts]);
        Value divisor = combiner == TfLiteCombiner.Mean ? total : context.Add("root", new Unary(UnaryKind.Sqrt), [total]);
        // Rows without entries stay 0; others are divided whatever their weights are.
        Value entries = context.Add("entries", new Fill(), [context.SizesFrom("entry", weights, 0), context.Scalar("true", ElementType.Bool, true)]);
        Value untouched = context.Add("untouched", new Fill(), [outer, context.Scalar("false", ElementType.Bool, false)]);
        Value touched = context.Add("touched", new ScatterNd(), [untouched, rows, entries]);
        Value safe = context.Add("safe", new Select(), [touched, divisor, context.Scalar("one", ElementType.Float32, 1f)]);
        context.Emit(new Binary(BinaryKind.Div), sum, Column(context, "divisors", safe, embedding));
    }

    /// <summary>One number per row, with axes of size 1 for what rows consist of.</summary>
    private static Value Column(MappingContext context, string suffix, Value numbers, int axes) =>
        context.Add($"{suffix}_column", new ExpandDims(), [numbers, context.Integers($"{suffix}_axes", [.. Enumerable.Range(1, axes).Select(i => (long)-i)])]);
}
