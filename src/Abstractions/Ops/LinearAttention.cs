using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Attention whose memory is one matrix per head instead of all keys and values, read and written step by step.</summary>
/// <remarks>
/// <para>
/// Per batch, head group g and step t, with S the state <c>[K, V]</c>: <c>S = exp(decay[t]) * S</c> row by row; <c>d = beta[t] * (v[t] - S^T k[t])</c>
/// with beta, else <c>d = v[t]</c>; <c>S = S + k[t] d^T</c>; every head h of the group yields <c>y[h, t] = Scale * S^T q[h, t]</c>. Computed in Float32.
/// </para>
/// <para>
/// Operands: q <c>[N, H, T, K]</c>, k <c>[N, G, T, K]</c>, v <c>[N, G, T, V]</c>, floats, H a multiple of G; state, optional <c>[N, G, K, V]</c>, 0
/// without it; decay, optional <c>[N, G, T, K]</c> or <c>[N, G, T, 1]</c>; beta, optional <c>[N, G, T, 1]</c> or <c>[N, 1, T, 1]</c>. Results: y
/// <c>[N, H, T, V]</c>, the state after the last step, of the state's type or q's.
/// </para>
/// Sources: ONNX LinearAttention-27 (linear, gated, delta and gated_delta by the operands that are there).
/// </remarks>
public sealed record LinearAttention : Op
{
    /// <summary>Factor of the result; null for <c>1 / sqrt(K)</c>.</summary>
    public float? Scale { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(3, 6);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo q = context[0], k = context[1], v = context[2];
        for (int i = 0; i < 6; i++)
        {
            if (context.Optional(i) is not { } operand) continue;
            InferenceContext.Require(operand.Type.IsFloat(), $"operand {i} is {operand}, expected floats");
            context.RequireRank(i, 4, 4);
        }

        ElementType stateType = context.Optional(3)?.Type ?? q.Type;
        if (!context.IsRanked) return [new(q.Type, Shape.OfRank(4)), new(stateType, Shape.OfRank(4))];
        ReadOnlySpan<Dimension> a = q.Shape.Dimensions.Span, b = k.Shape.Dimensions.Span, c = v.Shape.Dimensions.Span;
        Dimension batch = Sizes.Same(Sizes.Same(a[0], b[0], "batch of queries and keys"), c[0], "batch of keys and values");
        Dimension heads = Sizes.Same(b[1], c[1], "number of heads of keys and values");
        Dimension steps = Sizes.Same(Sizes.Same(a[2], b[2], "steps of queries and keys"), c[2], "steps of keys and values");
        Dimension depth = Sizes.Same(a[3], b[3], "size of queries and keys");
        InferenceContext.Require(!a[1].IsKnown || !heads.IsKnown || (heads.Size > 0 && a[1].Size % heads.Size == 0),
            $"{a[1]} heads of queries cannot share {heads} heads of keys");
        Shape state = [batch, heads, depth, c[3]];
        Fits(context, 3, state, state);
        Fits(context, 4, [batch, heads, steps, depth], [batch, heads, steps, 1]);
        Fits(context, 5, [batch, heads, steps, 1], [batch, 1, steps, 1]);
        return [new(q.Type, [batch, a[1], steps, c[3]]), new(stateType, state)];
    }

    private static void Fits(InferenceContext context, int operand, Shape shape, Shape other) =>
        InferenceContext.Require(context.Optional(operand) is not { } info || info.Shape.IsCompatibleWith(shape) || info.Shape.IsCompatibleWith(other),
            $"operand {operand} is {context.Optional(operand)}, expected shape {shape}" + (shape == other ? "" : $" or {other}"));
}
