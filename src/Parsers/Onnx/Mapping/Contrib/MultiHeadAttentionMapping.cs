using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Attention to keys and values that are projected before.</summary>
internal static class MultiHeadAttentionMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["MultiHeadAttention"] = MultiHeadAttention,
        ["RotaryEmbedding"] = RotaryEmbedding,
    };

    /// <summary>Operands: queries, keys, values, their biases in a row, mask, bias of the scores, past keys, past values.</summary>
    private static void MultiHeadAttention(MappingContext context)
    {
        if (context.Has(8) || context.Has(9)) throw new UnmappedException("a cache that is written in place, as operand 'past_sequence_length' states it, is not supported");
        int heads = AttentionParts.Heads(context);
        (Value q, Value k, Value v) = Projections(context, heads);
        Value? offset = null;
        if (context.Optional(6) is { } pastKeys && context.Optional(7) is { } pastValues)
        {
            (k, v) = (context.Concat(2, pastKeys, k), context.Concat(2, pastValues, v));
            offset = context.ShapeOf(pastKeys, 2, 3);
        }

        if (context.HasOutput(1)) context.SetOutput(1, k);
        if (context.HasOutput(2)) context.SetOutput(2, v);
        var op = new Attention { Scale = AttentionParts.Scale(context), IsCausal = context.Attributes.Flag("unidirectional") };
        AttentionParts.Attend(context, op, q, k, v, AttentionParts.Mask(context, context.Optional(4), context.Optional(5), q, k), op.IsCausal ? offset : null, null, scores: 3);
    }

    /// <summary>Queries, keys and values <c>[N, H, T, D]</c>, biases added.</summary>
    private static (Value Q, Value K, Value V) Projections(MappingContext context, int heads)
    {
        Value query = context.Input(0);
        Value? bias = context.Optional(3);
        if (query.RankOf("operand 0") == 5)
            return (Packed(context, query, bias, 0, 3), Packed(context, query, bias, 1, 3), Packed(context, query, bias, 2, 3));
        if (!context.Has(1)) throw new InvalidNetworkException("operand 1 is missing, expected keys");
        Value key = context.Input(1);
        Value q = AttentionMapping.Split(context, Biased(context, query, bias, query, 0, 1), heads);
        switch (key.RankOf("operand 1"))
        {
            case 3:
                Value k = AttentionMapping.Split(context, Biased(context, key, bias, query, 1, 2), heads);
                return (q, k, AttentionMapping.Split(context, Biased(context, context.Input(2), bias, query, 2, null), heads));
            case 4:
                return (q, key, context.Input(2));
            case 5:
                return (q, Packed(context, key, null, 0, 2), Packed(context, key, null, 1, 2));
            default:
                throw new InvalidNetworkException($"operand 1 is {key.Info}, expected 3 to 5 dimensions");
        }
    }

    /// <summary>x plus the part of the biases that begins and ends at multiples of the queries' size; null for the end of them.</summary>
    private static Value Biased(MappingContext context, Value x, Value? bias, Value query, int begin, int? end)
    {
        if (bias is null) return x;
        Value size = query.Info.Shape[2] is var known && known >= 0 ? context.Integers("size", known) : context.ShapeOf(query, 2, 3);
        Value At(int? times) => times is { } n ? context.Binary(BinaryKind.Mul, size, context.Integers("times", n)) : context.Integers("end", int.MaxValue);
        return context.Binary(BinaryKind.Add, x, context.Add("bias", new StridedSlice(), bias, At(begin), At(end)));
    }

    /// <summary>One of the tensors of <c>[N, T, H, count, D]</c>.</summary>
    private static Value Packed(MappingContext context, Value x, Value? bias, int index, int count)
    {
        if (bias is not null) throw new UnmappedException("a bias of packed queries, keys and values is not supported");
        if (x.Info.Shape[3] >= 0 && x.Info.Shape[3] != count) throw new InvalidNetworkException($"packed projections are {x.Info}, expected {count} in dimension 3");
        return context.Transpose(context.Squeeze(context.Part(x, 3, index, index + 1), 3), 0, 2, 1, 3);
    }

    /// <summary>Operands: x <c>[N, T, H * D]</c> or <c>[N, H, T, D]</c>, places <c>[N, T]</c> or the first one, cosines, sines.</summary>
    private static void RotaryEmbedding(MappingContext context)
    {
        Value x = context.Input(0), cosines = context.Input(2);
        if (context.Attributes.Flag("is_packed_batching")) throw new UnmappedException("attribute 'is_packed_batching' is set, which is not supported");
        bool joined = x.RankOf("operand 0") == 3;
        if (joined) x = AttentionMapping.Split(context, x, Heads(context, x, cosines));
        Value places = context.Input(1);
        if (places.RankOf("operand 1") == 1) places = Broadcast(context, context.Binary(BinaryKind.Add, context.Cast(places, ElementType.Int64), AttentionParts.Places(context, x, 2)), x);
        Value y = context.Add("turned", new RotaryEmbedding { Interleaved = context.Attributes.Flag("interleaved") }, x, cosines, context.Input(3), places);
        context.SetOutput(0, joined ? AttentionMapping.Join(context, y) : y);
    }

    /// <summary>Places of one row for every batch.</summary>
    private static Value Broadcast(MappingContext context, Value row, Value x) => context.Add("places of all", new BroadcastTo(), row,
        context.Concat(0, context.ShapeOf(x, 0, 1), context.ShapeOf(x, 2, 3)));

    /// <summary>Stated, or as many as there are when all numbers of a head turn.</summary>
    private static int Heads(MappingContext context, Value x, Value cosines)
    {
        if (context.Attributes.Int("num_heads", 0) != 0) return AttentionParts.Heads(context);
        int size = x.Info.Shape[2], pairs = cosines.Info.Shape is { IsRanked: true, Rank: 2 } shape ? shape[1] : -1;
        return size > 0 && pairs > 0 && size % (2 * (long)pairs) == 0 ? (int)(size / (2 * (long)pairs))
            : throw new UnmappedException($"the number of heads is not stated, and operands are {x.Info} and {cosines.Info}");
    }
}
