using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>SEGMENT_SUM and UNSORTED_SEGMENT_*: rows of the data are scattered to their segments.</summary>
internal static class SegmentMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.SEGMENT_SUM] = Sorted,
            [TfLiteBuiltinOperator.UNSORTED_SEGMENT_SUM] = context => Unsorted(context, ScatterReduction.Add, 0, 0),
            [TfLiteBuiltinOperator.UNSORTED_SEGMENT_PROD] = context => Unsorted(context, ScatterReduction.Mul, 1, 1),
            [TfLiteBuiltinOperator.UNSORTED_SEGMENT_MAX] = context => Unsorted(context, ScatterReduction.Max, float.MinValue, int.MinValue),
            [TfLiteBuiltinOperator.UNSORTED_SEGMENT_MIN] = context => Unsorted(context, ScatterReduction.Min, float.MaxValue, int.MaxValue),
        };

    /// <summary>There are as many segments as the largest number says.</summary>
    private static void Sorted(MappingContext context)
    {
        Value data = context.Input(0), segments = context.Integers(1);
        Value last = context.Add("last", new Reduce(ReduceKind.Max) { KeepDims = true }, [segments, context.Integers("axis", 0)]);
        Value next = context.Add("next", new Binary(BinaryKind.Add), [last, context.Scalar("one", ElementType.Int32, 1)]);
        // Of no rows, the largest number is the smallest there is.
        Value count = context.Add("count", new Binary(BinaryKind.Maximum), [next, context.Scalar("none", ElementType.Int32, 0)]);
        Scatter(context, data, segments, count, context.SizesFrom("row", data, 1), ScatterReduction.Add, Start(context, data, 0, 0));
    }

    private static void Unsorted(MappingContext context, ScatterReduction reduction, float real, int integer)
    {
        Value data = context.Input(0), segments = context.Integers(1);
        if (!segments.Info.Shape.IsRanked || segments.Info.Type != ElementType.Int32)
            throw new UnmappedException($"segments are {segments}, expected Int32 and a known number of dimensions");
        Value count = context.Add("count", new Reshape(), [context.Integers(2), context.Integers("vector", 1)]);
        Value row = context.SizesFrom("row", data, segments.Info.Shape.Rank), start = Start(context, data, real, integer);
        if (segments.Constant is { } known && known.ToInt64Array().All(s => s >= 0))
        {
            Scatter(context, data, segments, count, row, reduction, start);
            return;
        }

        // Rows of negative segments are left out: they go to one more segment, which is then cut off.
        Value zero = context.Scalar("zero", ElementType.Int32, 0);
        Value negative = context.Add("negative", new Comparison(ComparisonKind.Less), [segments, zero]);
        Value chosen = context.Add("segments", new Select(), [negative, count, segments]);
        Value more = context.Add("more", new Binary(BinaryKind.Add), [count, context.Scalar("one", ElementType.Int32, 1)]);
        Value all = context.Add("all", Op(reduction), Operands(context, data, chosen, more, row, start));
        context.Emit(new StridedSlice(), all, context.Integers("first", 0), count);
    }

    private static void Scatter(MappingContext context, Value data, Value segments, Value count, Value row, ScatterReduction reduction, Value start) =>
        context.Emit(Op(reduction), Operands(context, data, segments, count, row, start));

    private static ScatterNd Op(ScatterReduction reduction) => new() { Reduction = reduction };

    private static Value[] Operands(MappingContext context, Value data, Value segments, Value count, Value row, Value start)
    {
        Value shape = context.Add("shape", new Concat(0), [count, row]);
        Value empty = context.Add("empty", new Fill(), [shape, start]);
        return [empty, context.Add("rows", new ExpandDims(), [segments, context.Integers("last_axis", -1)]), data];
    }

    private static Value Start(MappingContext context, Value data, float real, int integer) => data.Info.Type switch
    {
        ElementType.Float32 => context.Scalar("start", ElementType.Float32, real),
        ElementType.Int32 => context.Scalar("start", ElementType.Int32, integer),
        _ => throw new UnmappedException($"data is {data}, expected Float32 or Int32"),
    };
}
