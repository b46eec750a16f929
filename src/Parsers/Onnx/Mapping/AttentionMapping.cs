using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Attention and what goes with it.</summary>
internal static class AttentionMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Attention"] = Attention,
        ["LinearAttention"] = LinearAttention,
        ["RotaryEmbedding"] = RotaryEmbedding,
        ["CausalConvWithState"] = CausalConvolution,
    };

    /// <summary><c>[N, T, heads * D]</c> as <c>[N, heads, T, D]</c>.</summary>
    public static Value Split(MappingContext context, Value x, int heads) => context.Transpose(
        context.Add("heads", new Reshape { ZeroCopies = true }, x, context.Integers("sizes", 0, 0, heads, -1)), 0, 2, 1, 3);

    /// <summary><c>[N, heads, T, D]</c> as <c>[N, T, heads * D]</c>.</summary>
    public static Value Join(MappingContext context, Value x) =>
        context.Add("joined", new Reshape { ZeroCopies = true }, context.Transpose(x, 0, 2, 1, 3), context.Integers("sizes", 0, 0, -1));

    private static void Attention(MappingContext context)
    {
        bool packed = context.Input(0).RankOf("operand 0") == 3;
        Value q = Heads(context, 0, packed, "q_num_heads"), k = Heads(context, 1, packed, "kv_num_heads"), v = Heads(context, 2, packed, "kv_num_heads");
        Value? offset = null, lengths = context.Optional(6), mask = context.Optional(3);
        if (context.Optional(4) is { } pastKey && context.Optional(5) is { } pastValue)
        {
            (k, v) = (context.Concat(2, pastKey, k), context.Concat(2, pastValue, v));
            offset = context.ShapeOf(pastKey, 2, 3);
        }

        // With a cache that is longer than what is in it, the queries are the last of what is in it.
        if (lengths is not null) offset = context.Binary(BinaryKind.Sub, lengths, context.ShapeOf(q, 2, 3));
        if (mask is not null && mask.Info.Type != ElementType.Bool) mask = context.Cast(mask, q.Info.Type);
        NodeAttributes a = context.Attributes;
        var op = new Attention
        {
            Scale = a.Has("scale") ? a.Float("scale", 1) : null,
            SoftCap = a.Float("softcap", 0),
            IsCausal = a.Flag("is_causal"),
            LeftWindow = a.Int32("left_window_size", -1),
            RightWindow = a.Int32("right_window_size", -1),
            Scores = !context.HasOutput(3) ? AttentionScores.None : a.Int("qk_matmul_output_mode", 0) switch
            {
                0 => AttentionScores.Scaled,
                1 => AttentionScores.Capped,
                2 => AttentionScores.Masked,
                3 => AttentionScores.Weights,
                var other => throw new InvalidNetworkException($"attribute 'qk_matmul_output_mode' is {other}, expected 0 to 3"),
            },
        };
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op, [q, k, v, mask, offset, lengths]);
        context.SetOutput(0, packed ? Join(context, results[0]) : results[0]);
        if (context.HasOutput(1)) context.SetOutput(1, k);
        if (context.HasOutput(2)) context.SetOutput(2, v);
        if (context.HasOutput(3)) context.SetOutput(3, results[1]);
    }

    private static Value Heads(MappingContext context, int operand, bool packed, string count) =>
        packed ? Split(context, context.Input(operand), (int)context.Attributes.RequiredInt(count)) : context.Input(operand);

    private static void LinearAttention(MappingContext context)
    {
        int heads = (int)context.Attributes.RequiredInt("q_num_heads"), groups = (int)context.Attributes.RequiredInt("kv_num_heads");
        Value? decay = context.Optional(4) is { } d ? Split(context, d, groups) : null;
        Value? beta = context.Optional(5) is not { } b ? null
            : Split(context, b, b.Info.Shape is { IsRanked: true, Rank: 3 } shape && shape[2] == 1 ? 1 : groups);
        var op = new LinearAttention { Scale = context.Attributes.Float("scale", 0) is var scale && scale != 0 ? scale : null };
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op,
            [Split(context, context.Input(0), heads), Split(context, context.Input(1), groups), Split(context, context.Input(2), groups), context.Optional(3), decay, beta]);
        context.SetOutput(0, Join(context, results[0]));
        if (context.HasOutput(1)) context.SetOutput(1, results[1]);
    }

    private static void RotaryEmbedding(MappingContext context)
    {
        Value x = context.Input(0), cosines = context.Input(1), sines = context.Input(2);
        bool packed = x.RankOf("operand 0") == 3;
        if (packed) x = Split(context, x, (int)context.Attributes.RequiredInt("num_heads"));
        var op = new RotaryEmbedding { Interleaved = context.Attributes.Flag("interleaved") };
        Value y = context.Builder.Add(context.Name, op, context.Optional(3) is { } places ? [x, cosines, sines, places] : [x, cosines, sines]);
        context.SetOutput(0, packed ? Join(context, y) : y);
    }

    /// <summary>A depthwise convolution over what was kept of the past and the input; the last elements are kept for the next call.</summary>
    private static void CausalConvolution(MappingContext context)
    {
        Value x = context.Input(0), weights = context.Input(1);
        if (!weights.Info.Shape.IsStatic || weights.Info.Shape.Rank != 3) throw new UnmappedException($"weights are {weights.Info}, expected three known sizes");
        int channels = weights.Info.Shape[0], kept = weights.Info.Shape[2] - 1;
        Value past = context.Optional(3) ?? context.Add("zeros", new Fill(),
            context.Concat(0, context.ShapeOf(x, 0, 2), context.Integers("kept", kept)), context.Scalar(x.Info.Type, 0));
        Value signal = context.Concat(2, past, x);
        var convolution = new ConvolutionShape(new WindowAttributes([kept + 1], [1], [1], Padding.Valid), channels, channels > 1);
        Value y = context.ToFirst(context.Builder.Add(context.Name, convolution.ToOp(),
            [context.ToLast(signal, 1), convolution.Weights(context, weights), context.Optional(2)]), 1);
        context.SetOutput(0, context.Attributes.Text("activation", "none") switch
        {
            "none" => y,
            "silu" or "swish" => context.Unary(UnaryKind.Silu, y),
            var other => throw new UnmappedException($"attribute 'activation' is '{other}', expected none, silu or swish"),
        });
        if (!context.HasOutput(1)) return;
        Value length = context.ShapeOf(signal, 2, 3);
        context.SetOutput(1, context.Add("present", new StridedSlice(), signal, context.Binary(BinaryKind.Sub, length, context.Integers("kept", kept)), length,
            null, context.Integers("axis", 2)));
    }
}
