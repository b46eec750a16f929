using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that look for elements.</summary>
internal static class SearchWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<ArgMinMax>(ArgMinMax);
        table.Add<TopK>(TopK);
        table.Add<NonZero>((w, op) => w.Result(0, w.Cast(w.Transposed(w.Emit("NonZero", [w.Stored(0)]), 1, 0), ElementType.Int64, op.OutputType)));
        table.Add<OneHot>(OneHot);
        table.Add<Unique>(Unique);
        table.Add<Compress>((w, op) => w.Move(x => w.Emit("Compress", [x, w.Stored(1)], op.Axis is { } axis ? [("axis", axis)] : [])));
        table.Add<NGramVectorizer>(Vectorize);
    }

    /// <summary>The order of stored integers is that of the numbers; common runtimes compare those of 8 bits and floats.</summary>
    private static string Comparable(NodeWriter w) => w.IsQuantized(0) && w.Info(0).Type is not (ElementType.Int8 or ElementType.UInt8) ? w.Real(0) : w.Stored(0);

    private static void ArgMinMax(NodeWriter w, ArgMinMax op)
    {
        string y = w.Emit(op.Kind == ArgKind.Max ? "ArgMax" : "ArgMin", [Comparable(w)],
            ("axis", w.Integers(1, "the axis")[0]), ("keepdims", op.KeepDims), ("select_last_index", op.SelectLast));
        w.Result(0, w.Cast(y, ElementType.Int64, op.OutputType));
    }

    private static void TopK(NodeWriter w, TopK op)
    {
        string[] y = w.EmitMany("TopK", 2, [w.Stored(0), w.List(1, "k") is var k && w.KnownIntegers(1) is { } known ? w.Int64s("k", known) : k],
            ("axis", op.Axis), ("largest", !op.Smallest), ("sorted", 1));
        w.Result(0, y[0]);
        w.Result(1, w.Cast(y[1], ElementType.Int64, op.IndexType));
    }

    private static void OneHot(NodeWriter w, OneHot op)
    {
        string depth = w.Single(1), indices = w.Int64(0);
        // ONNX counts negative indices from the end; what is not to count is moved out of the range.
        if (!op.NegativeWraps) indices = w.Emit("Where", [w.Emit("Less", [indices, w.Scalar(ElementType.Int64, 0)]), depth, indices]);
        // Common runtimes have numbers only.
        ElementType own = w.Info(2).Type, type = own == ElementType.Bool ? ElementType.Int64 : own;
        string Value(int operand) => w.Reshaped(w.Cast(w.Stored(operand), own, type), 1);
        string y = w.Emit("OneHot", [indices, depth, w.Emit("Concat", [Value(3), Value(2)], ("axis", 0))], ("axis", op.Axis));
        w.Result(0, w.Cast(y, type, own));
    }

    /// <summary>ONNX yields values, first places, inverse, counts.</summary>
    private static void Unique(NodeWriter w, Unique op)
    {
        (string, object)[] axis = op.Axis is { } stated ? [("axis", stated)] : [];
        string[] y = w.EmitMany("Unique", 4, [w.Stored(0)], [("sorted", op.Sorted), .. axis]);
        w.Result(0, y[0]);
        w.Result(1, w.Cast(y[2], ElementType.Int64, op.IndexType));
        if (!op.Detailed) return;
        w.Result(2, w.Cast(y[1], ElementType.Int64, op.IndexType));
        w.Result(3, w.Cast(y[3], ElementType.Int64, op.IndexType));
    }

    private static void Vectorize(NodeWriter w, NGramVectorizer op)
    {
        List<(string, object)> attributes =
        [
            ("min_gram_length", op.MinLength), ("max_gram_length", op.MaxLength), ("max_skip_count", op.MaxSkip), ("pool_int64s", op.Pool),
            ("ngram_counts", op.Starts), ("ngram_indexes", op.Places), ("mode", op.Weight switch { NGramWeight.Count => "TF", NGramWeight.Weight => "IDF", NGramWeight.Product => "TFIDF" }),
        ];
        if (op.Weights.Count > 0) attributes.Add(("weights", op.Weights));
        w.Result(0, w.Emit("TfIdfVectorizer", [w.Stored(0)], [.. attributes]));
    }
}
