using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Attention with a cache of keys and values in which every batch has a length of its own.</summary>
internal static class GroupQueryAttentionMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["GroupQueryAttention"] = GroupQueryAttention,
    };

    /// <summary>
    /// Operands: queries, keys, values, past keys and values, length of each batch less one, the largest length, cosines, sines, places, bias
    /// of the scores.
    /// </summary>
    private static void GroupQueryAttention(MappingContext context)
    {
        NodeAttributes attributes = context.Attributes;
        Refuse(context);
        (Value q, Value k, Value v) = Projections(context, AttentionParts.Heads(context), AttentionParts.Heads(context, "kv_num_heads"));
        Value lengths = context.Binary(BinaryKind.Add, context.Cast(context.AsList(context.Input(5)), ElementType.Int64), context.Scalar(ElementType.Int64, 1));
        // The queries are the last ones; in a first call, which may be filled up behind, they are all.
        Value start = context.Binary(BinaryKind.Maximum, context.Binary(BinaryKind.Sub, lengths, context.ShapeOf(q, 2, 3)), context.Scalar(ElementType.Int64, 0));
        if (attributes.Flag("do_rotary"))
        {
            Value places = context.Optional(9) ?? context.Binary(BinaryKind.Add, context.Unsqueeze(start, 1), AttentionParts.Places(context, q, 2));
            (q, k) = (Turn(context, q, places), Turn(context, k, places));
        }

        (k, v) = (Cached(context, context.Optional(3), k, start, lengths), Cached(context, context.Optional(4), v, start, lengths));
        if (context.HasOutput(1)) context.SetOutput(1, k);
        if (context.HasOutput(2)) context.SetOutput(2, v);
        int window = attributes.Int32("local_window_size", -1);
        var op = new Attention
        {
            Scale = AttentionParts.Scale(context),
            SoftCap = attributes.Float("softcap", 0),
            IsCausal = true,
            LeftWindow = window > 0 ? window - 1 : -1,
        };
        AttentionParts.Attend(context, op, q, k, v, context.Optional(10), start, lengths, scores: 3);
    }

    private static void Refuse(MappingContext context)
    {
        NodeAttributes attributes = context.Attributes;
        if (attributes.Flag("smooth_softmax") || context.Has(11)) throw new UnmappedException("a share of attention that no key takes (smooth_softmax, head_sink) is not supported");
        if (context.Has(12) || context.Has(13) || attributes.Text("k_quant_type", "NONE") != "NONE" || attributes.Text("v_quant_type", "NONE") != "NONE")
            throw new UnmappedException("a quantized cache is not supported");
        if (attributes.Int("qk_output", 0) != 0 && context.HasOutput(3)) throw new UnmappedException("scores as an output are not supported");
    }

    private static (Value Q, Value K, Value V) Projections(MappingContext context, int heads, int groups)
    {
        Value query = context.Input(0);
        if (context.Has(1)) return (AttentionMapping.Split(context, query, heads), AttentionMapping.Split(context, context.Input(1), groups), AttentionMapping.Split(context, context.Input(2), groups));
        // Queries, keys and values in one row.
        long columns = query.RankOf("operand 0") == 3 ? query.Info.Shape[2] : -1, all = heads + (2L * groups);
        if (columns < 0 || columns % all != 0) throw new UnmappedException($"operand 0 is {query.Info}, expected a known multiple of {all} heads");
        long size = columns / all;
        Value Part(long begin, int count) => AttentionMapping.Split(context, context.Part(query, 2, begin * size, (begin + count) * size), count);
        return (Part(0, heads), Part(heads, groups), Part(heads + groups, groups));
    }

    private static Value Turn(MappingContext context, Value x, Value places) =>
        context.Add("turned", new RotaryEmbedding { Interleaved = context.Attributes.Flag("rotary_interleaved") }, x, context.Input(7), context.Input(8), places);

    /// <summary>The cache, as long as it was or as the longest batch needs, with new entries where each batch goes on, and zeros behind them.</summary>
    private static Value Cached(MappingContext context, Value? past, Value entries, Value start, Value lengths)
    {
        if (past is null) return entries;
        Value length = context.ShapeOf(past, 2, 3), total = context.AsList(context.Cast(context.Input(6), ElementType.Int64)), none = context.Integers("none", 0);
        Value grown = context.Binary(BinaryKind.Maximum, context.Binary(BinaryKind.Sub, total, length), none);
        Value after = context.Concat(0, context.Integers("zeros", 0, 0), grown, none);
        Value borders = context.Concat(1, context.Unsqueeze(context.Integers("before", 0, 0, 0, 0), 1), context.Unsqueeze(after, 1));
        Value cache = context.Add("cache", new TensorScatter(2), context.Add("room", new Pad(PadMode.Constant), past, borders), entries, start);
        // In a first call that is filled up behind, what fills it up is kept.
        Value end = context.Binary(BinaryKind.Maximum, lengths, context.Binary(BinaryKind.Add, start, context.ShapeOf(entries, 2, 3)));
        Value used = context.Compare(ComparisonKind.Less, AttentionParts.Places(context, cache, 2), context.Unsqueeze(end, 1));
        return context.Add("used", new Select(), context.Unsqueeze(used, 1, 3), cache, context.Scalar(past.Info.Type, 0));
    }
}
