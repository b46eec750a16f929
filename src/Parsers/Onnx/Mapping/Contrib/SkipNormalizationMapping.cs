using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Normalisations of sums, and of embeddings that are summed up.</summary>
internal static class SkipNormalizationMapping
{
    private const float SmallEpsilon = 1e-12f;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["LayerNormalization"] = NormalizationMapping.Operators["LayerNormalization"],
        ["SimplifiedLayerNormalization"] = Simplified,
        ["SkipLayerNormalization"] = SkipLayerNormalization,
        ["SkipSimplifiedLayerNormalization"] = SkipSimplified,
        ["EmbedLayerNormalization"] = EmbedLayerNormalization,
        ["QEmbedLayerNormalization"] = QEmbedLayerNormalization,
        ["GroupNorm"] = GroupNorm,
    };

    /// <summary>The second result, the inverse of the root mean square, is one number per row.</summary>
    private static void Simplified(MappingContext context)
    {
        Value x = context.Input(0);
        int axis = context.Attributes.Int32("axis", -1);
        float epsilon = context.Attributes.Float("epsilon", 1e-5f);
        context.SetOutput(0, context.Add("normal", new RmsNormalization(axis) { Epsilon = epsilon }, x, context.Cast(context.Input(1), x.Info.Type)));
        if (context.HasOutput(1)) context.SetOutput(1, InverseDeviation(context, x, axis, epsilon));
    }

    private static Value InverseDeviation(MappingContext context, Value x, int axis, float epsilon)
    {
        Value wide = context.Cast(x, ElementType.Float32);
        int rank = x.RankOf("operand 0"), first = InferenceContext.Axis(axis, rank);
        Value mean = context.Reduce(ReduceKind.Mean, context.Binary(BinaryKind.Mul, wide, wide), true, [.. Enumerable.Range(first, rank - first).Select(a => (long)a)]);
        return context.Unary(UnaryKind.Rsqrt, context.Binary(BinaryKind.Add, mean, context.Scalar(ElementType.Float32, epsilon)));
    }

    /// <summary>x plus what skipped a layer plus a bias; it is the last result.</summary>
    private static Value Sum(MappingContext context, int bias)
    {
        Value sum = context.Binary(BinaryKind.Add, context.Input(0), context.Input(1));
        if (context.Optional(bias) is { } b) sum = context.Binary(BinaryKind.Add, sum, b);
        if (context.HasOutput(3)) context.SetOutput(3, sum);
        return sum;
    }

    private static void SkipLayerNormalization(MappingContext context) => Normalize(context, Sum(context, 4), context.Input(2), context.Optional(3));

    private static void SkipSimplified(MappingContext context)
    {
        Value sum = Sum(context, 3);
        float epsilon = context.Attributes.Float("epsilon", SmallEpsilon);
        context.SetOutput(0, context.Add("normal", new RmsNormalization(-1) { Epsilon = epsilon }, sum, context.Input(2)));
        if (context.HasOutput(2)) context.SetOutput(2, InverseDeviation(context, sum, -1, epsilon));
    }

    private static void Normalize(MappingContext context, Value x, Value scale, Value? bias)
    {
        bool statistics = context.HasOutput(1) || context.HasOutput(2);
        var op = new LayerNormalization(-1) { Epsilon = context.Attributes.Float("epsilon", SmallEpsilon), Statistics = statistics };
        ImmutableArray<Value> results = context.Builder.AddMany($"{context.Name}/normal", op, [x, scale, bias]);
        for (int i = 0; i < results.Length; i++)
            if (context.HasOutput(i)) context.SetOutput(i, i == 0 ? results[i] : context.Cast(results[i], ElementType.Float32));
    }

    /// <summary>Operands: words, segments, tables of words, places and segments, scale, bias, mask, places.</summary>
    private static void EmbedLayerNormalization(MappingContext context) =>
        Embed(context, (table, _) => table is { } index ? context.Optional(index) : null, scale: 5, mask: 7, places: 8);

    /// <summary>Tables, scale and bias are bytes, with the scales and then the zero points of all five behind the other operands.</summary>
    private static void QEmbedLayerNormalization(MappingContext context) => Embed(context, (table, number) => table is { } index && context.Optional(index) is { } stored
        ? QuantizationMapping.Dequantize(context, stored, QuantizationParameters.At(context, 8 + number, 13 + number), ElementType.Float32) : null, scale: 5, mask: 7, places: null);

    private static void Embed(MappingContext context, Func<int?, int, Value?> table, int scale, int mask, int? places)
    {
        Value words = context.Input(0);
        Value Required(int index, int number) => table(index, number) ?? throw new InvalidNetworkException($"operand {index} is missing");
        Value sum = context.Add("words", new Gather(0), Required(2, 0), words);
        Value positions = Required(3, 1);
        Value place = places is { } operand && context.Optional(operand) is { } given ? given : Counted(context, words);
        sum = context.Binary(BinaryKind.Add, sum, context.Add("places", new Gather(0), positions, place));
        if (context.Optional(1) is { } segments) sum = context.Binary(BinaryKind.Add, sum, context.Add("segments", new Gather(0), Required(4, 2), segments));
        var op = new LayerNormalization(-1) { Epsilon = context.Attributes.Float("epsilon", SmallEpsilon) };
        context.SetOutput(0, context.Add("normal", op, sum, Required(scale, 3), Required(scale + 1, 4)));
        if (context.HasOutput(1)) context.SetOutput(1, Lengths(context, words, context.Optional(mask)));
        if (context.HasOutput(2)) context.SetOutput(2, sum);
    }

    /// <summary>0, 1, 2 … for every word of a row.</summary>
    private static Value Counted(MappingContext context, Value words)
    {
        Value length = context.AsScalar(context.ShapeOf(words, 1, 2));
        return context.Add("counted", new Ops.Range(), context.Scalar(ElementType.Int64, 0), length, context.Scalar(ElementType.Int64, 1));
    }

    /// <summary>How many words of each row count; 0 without a mask.</summary>
    private static Value Lengths(MappingContext context, Value words, Value? mask)
    {
        Value counts = mask is null
            ? context.Binary(BinaryKind.Mul, context.Cast(words, ElementType.Int32), context.Scalar(ElementType.Int32, 0))
            : context.Cast(context.Compare(ComparisonKind.Equal, mask, context.Scalar(mask.Info.Type, 1)), ElementType.Int32);
        return context.Reduce(ReduceKind.Sum, counts, false, 1);
    }

    /// <summary>Channels are last unless an attribute says otherwise; a function may follow.</summary>
    private static void GroupNorm(MappingContext context)
    {
        bool last = context.Attributes.Flag("channels_last", true);
        Value x = context.Input(0);
        int spatial = Math.Max(0, x.RankOf("operand 0") - 2);
        var op = new GroupNormalization((int)context.Attributes.RequiredInt("groups")) { Epsilon = context.Attributes.Float("epsilon", 1e-5f) };
        Value y = context.Add("normal", op, last ? x : context.ToLast(x, spatial), context.Cast(context.Input(1), x.Info.Type), context.Cast(context.Input(2), x.Info.Type));
        if (!last) y = context.ToFirst(y, spatial);
        context.SetOutput(0, context.Attributes.RequiredInt("activation") == 1 ? context.Unary(UnaryKind.Silu, y) : y);
    }
}
