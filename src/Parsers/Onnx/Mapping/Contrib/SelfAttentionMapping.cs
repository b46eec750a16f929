using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Attention of a sequence to itself, with the projection to queries, keys and values in one product.</summary>
internal static class SelfAttentionMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Attention"] = Attention,
        ["QAttention"] = QAttention,
    };

    /// <summary>Operands: x, weights, bias, mask, past, bias of the scores.</summary>
    private static void Attention(MappingContext context)
    {
        if (context.Has(6)) throw new UnmappedException("a cache that is written in place, as operand 'past_sequence_length' states it, is not supported");
        Value weights = context.Input(1);
        Value projected = context.Add("projected", new FullyConnected { KeepDimensions = true }, context.Input(0), context.Transpose(weights, 1, 0), context.Optional(2));
        Attend(context, projected, weights, context.Optional(3), context.Optional(4), context.Optional(5));
    }

    /// <summary>Operands: x and weights as bytes, bias, their scales, mask, their zero points, past.</summary>
    private static void QAttention(MappingContext context)
    {
        Value weights = context.Input(1);
        var ofX = new QuantizationParameters(context.Input(3), context.Optional(6), -2);
        var ofWeights = new QuantizationParameters(context.Input(4), context.Optional(7), -1);
        Value projected = IntegerProductMapping.Product(context, context.Input(0), ofX, weights, ofWeights, context.Input(2));
        Attend(context, projected, weights, context.Optional(5), context.Optional(8), null);
    }

    private static void Attend(MappingContext context, Value projected, Value weights, Value? mask, Value? past, Value? bias)
    {
        NodeAttributes attributes = context.Attributes;
        if (attributes.Flag("do_rotary")) throw new UnmappedException("attribute 'do_rotary' is set, which is not supported");
        if (attributes.Flag("past_present_share_buffer")) throw new UnmappedException("attribute 'past_present_share_buffer' is set, which is not supported");
        int heads = AttentionParts.Heads(context);
        long[] sizes = Sizes(attributes, weights);
        Value q = Part(context, projected, heads, 0, sizes[0]), k = Part(context, projected, heads, sizes[0], sizes[1]);
        Value v = Part(context, projected, heads, sizes[0] + sizes[1], sizes[2]);
        Value? offset = null;
        if (past is not null)
        {
            Value keys = AttentionParts.Half(context, past, 0);
            (k, v) = (context.Concat(2, keys, k), context.Concat(2, AttentionParts.Half(context, past, 1), v));
            offset = context.ShapeOf(keys, 2, 3);
        }

        if (context.HasOutput(1)) context.SetOutput(1, context.Add("present", new Pack(0), k, v));
        var op = new Attention { Scale = AttentionParts.Scale(context), IsCausal = attributes.Flag("unidirectional") };
        AttentionParts.Attend(context, op, q, k, v, AttentionParts.Mask(context, mask, bias, q, k), op.IsCausal ? offset : null, null, scores: 2);
    }

    private static Value Part(MappingContext context, Value projected, int heads, long begin, long size) =>
        AttentionMapping.Split(context, context.Part(projected, 2, begin, begin + size), heads);

    /// <summary>Columns of queries, keys and values.</summary>
    private static long[] Sizes(NodeAttributes attributes, Value weights)
    {
        int columns = weights.Info.Shape is { IsRanked: true, Rank: 2 } shape ? shape[1] : -1;
        if (attributes.Ints("qkv_hidden_sizes") is { } stated)
        {
            return stated.Length == 3 && stated.All(s => s > 0) ? stated
                : throw new InvalidNetworkException($"attribute 'qkv_hidden_sizes' has {stated.Length} numbers, expected three positive ones");
        }

        if (columns < 0) throw new UnmappedException($"weights are {weights.Info}, expected a known number of columns");
        return columns % 3 == 0 ? [columns / 3, columns / 3, columns / 3] : throw new InvalidNetworkException($"weights are {weights.Info}, expected a multiple of 3 columns");
    }
}
