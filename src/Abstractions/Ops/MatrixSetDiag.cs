using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>x with other numbers on the diagonals of its matrices.</summary>
/// <remarks>
/// Operands: x <c>[…, M, N]</c> of any type; diagonal <c>[…, min(M, N)]</c> of the same type. Output: x's shape.
/// Sources: TFLite MATRIX_SET_DIAG, TF MatrixSetDiag.
/// </remarks>
public sealed record MatrixSetDiag : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        Shape x = context[0].Shape;
        context.RequireRank(0, 2);
        context.RequireSameType(0, 1);
        if (context.IsRanked)
        {
            int rows = x[x.Rank - 2], columns = x[x.Rank - 1];
            Dimension length = rows < 0 || columns < 0 ? Dimension.Unknown : Math.Min(rows, columns);
            var expected = Shape.Create([.. x.Dimensions.Span[..^2], length]);
            InferenceContext.Require(context[1].Shape.IsCompatibleWith(expected), $"operand 1 is {context[1]}, expected shape {expected}");
        }

        return InferenceContext.One(context[0].Type, x);
    }
}
