using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Square matrices with x on their diagonals and zeros elsewhere.</summary>
/// <remarks>Operand: x <c>[…, N]</c> of any type. Output <c>[…, N, N]</c>. Sources: TFLite MATRIX_DIAG, TF MatrixDiag.</remarks>
public sealed record MatrixDiag : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        context.RequireRank(0, 1);
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        return InferenceContext.One(x.Type, Shape.Create([.. x.Shape.Dimensions.Span, x.Shape.Dimensions[x.Shape.Rank - 1]]));
    }
}
