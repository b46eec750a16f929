using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Matrices of which one triangle is kept and the rest is zero.</summary>
/// <remarks>
/// Operands: x <c>[…, M, N]</c> of any type; k, optional, one Int32 or Int64, 0 without it: the diagonal at which the triangle ends, positive ones lie
/// above the main diagonal. Kept is element (i, j) with <c>j - i &gt;= k</c>, or <c>j - i &lt;= k</c> for the lower triangle. Output: x's shape.
/// Sources: ONNX Trilu-14, TF MatrixBandPart.
/// </remarks>
/// <param name="Upper">Whether the upper triangle is kept.</param>
public sealed record Trilu(bool Upper) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => new(1, 2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireRank(0, 2);
        if (context.Optional(1) is not null) Inference.VectorOperand.Scalar(context, 1);
        return InferenceContext.One(context[0].Type, context[0].Shape);
    }
}
