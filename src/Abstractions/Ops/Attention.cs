using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Scaled dot-product attention: each query takes the mean of values, weighted by how well its key fits.</summary>
/// <remarks>
/// <para>
/// Per batch n, head h and query i: <c>s[j] = cap(Scale * sum over d of q[n, h, i, d] * k[n, g, j, d]) + mask[n, h, i, j]</c> with
/// <c>cap(x) = SoftCap * tanh(x / SoftCap)</c>, <c>p = softmax(s)</c>, <c>y[n, h, i, :] = sum over j of p[j] * v[n, g, j, :]</c>. Heads share keys and
/// values in groups: <c>g = h * G / H</c>. A query all of whose keys are masked yields 0.
/// </para>
/// <para>
/// Operands: q <c>[N, H, T, D]</c>, k <c>[N, G, S, D]</c>, v <c>[N, G, S, V]</c>, floats, H a multiple of G; mask, optional, Bool (true is seen) or
/// of q's type (added), broadcast to <c>[N, H, T, M]</c>, keys from M on are not seen; offset, optional, Int32 or Int64, one or <c>[N]</c>: place of the
/// first query among the keys, 0 without it; lengths, optional <c>[N]</c>, Int32 or Int64: keys from there on are not seen. Results:
/// y <c>[N, H, T, V]</c>; with <see cref="Scores"/> also s at some stage <c>[N, H, T, S]</c>. A cache of earlier keys and values is joined to k and v
/// before, and its length is the offset.
/// </para>
/// Sources: ONNX Attention-23 to -25, MultiHeadAttention and GroupQueryAttention of com.microsoft, torch scaled_dot_product_attention.
/// </remarks>
public sealed record Attention : Op
{
    /// <summary>Factor of the products; null for <c>1 / sqrt(D)</c>.</summary>
    public float? Scale { get; init; }

    /// <summary>Bound of the scores; 0 for none.</summary>
    public float SoftCap { get; init; }

    /// <summary>Whether a query sees no keys behind its own place.</summary>
    public bool IsCausal { get; init; }

    /// <summary>How many keys before its own place a query sees; -1 for all.</summary>
    public int LeftWindow { get; init; } = -1;

    /// <summary>How many keys behind its own place a query sees; -1 for all.</summary>
    public int RightWindow { get; init; } = -1;

    /// <summary>Which scores are the second result.</summary>
    public AttentionScores Scores { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(3, 6);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo q = context[0], k = context[1], v = context[2];
        InferenceContext.Require(q.Type.IsFloat(), $"operand 0 is {q}, expected floats");
        context.RequireSameType(0, 1);
        context.RequireSameType(0, 2);
        context.RequireType(3, q.Type, ElementType.Bool);
        context.RequireType(4, ElementType.Int32, ElementType.Int64);
        context.RequireType(5, ElementType.Int32, ElementType.Int64);
        for (int i = 0; i < 3; i++) context.RequireRank(i, 4, 4);
        context.RequireRank(3, 1, 4);
        context.RequireRank(4, 0, 1);
        context.RequireRank(5, 1, 1);
        Shape y = Shape.OfRank(4), scores = Shape.OfRank(4);
        if (q.Shape.IsRanked && k.Shape.IsRanked && v.Shape.IsRanked)
        {
            ReadOnlySpan<Dimension> a = q.Shape.Dimensions.Span, b = k.Shape.Dimensions.Span, c = v.Shape.Dimensions.Span;
            Dimension batch = Sizes.Same(Sizes.Same(a[0], b[0], "batch of queries and keys"), c[0], "batch of keys and values");
            Sizes.Same(b[1], c[1], "number of heads of keys and values");
            Sizes.Same(a[3], b[3], "size of queries and keys");
            Dimension keys = Sizes.Same(b[2], c[2], "number of keys and values");
            InferenceContext.Require(!a[1].IsKnown || !b[1].IsKnown || (b[1].Size > 0 && a[1].Size % b[1].Size == 0),
                $"{a[1]} heads of queries cannot share {b[1]} heads of keys");
            y = [batch, a[1], a[2], c[3]];
            scores = [batch, a[1], a[2], keys];
        }

        return Scores == AttentionScores.None ? [new(q.Type, y)] : [new(q.Type, y), new(q.Type, scores)];
    }
}
