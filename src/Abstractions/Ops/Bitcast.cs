using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Sees the same bytes as elements of another type.</summary>
/// <remarks>
/// When the new type is narrower, a last dimension of the quotient of sizes is added; when it is wider, a last dimension of that size is
/// removed. Sources: TFLite BITCAST, ONNX BitCast, TF Bitcast.
/// </remarks>
/// <param name="To">Element type of the output, of whole bytes.</param>
public sealed record Bitcast(ElementType To) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(!x.Type.IsPacked() && !To.IsPacked(), $"{x.Type} cannot be seen as {To}: both must have whole bytes");
        int from = x.Type.BitWidth(), to = To.BitWidth();
        if (from == to || !x.Shape.IsRanked) return InferenceContext.One(To, x.Shape);
        if (from > to) return InferenceContext.One(To, Shape.Create([.. x.Shape.Dimensions, from / to]));
        InferenceContext.Require(x.Shape.Rank > 0 && (x.Shape[x.Shape.Rank - 1] < 0 || x.Shape[x.Shape.Rank - 1] == to / from),
            $"operand 0 is {x}, expected {to / from} as its last dimension to become {To}");
        return InferenceContext.One(To, Shape.Create(x.Shape.Dimensions.Span[..^1]));
    }
}
