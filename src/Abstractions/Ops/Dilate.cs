using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x with elements put between its elements along each axis.</summary>
/// <remarks>
/// Operands: x <c>[…]</c> of any type; factors <c>[rank]</c>, Int32 or Int64, at least 1: distances of x's elements in the output; value, one element
/// of x's type. Output size along each axis: <c>(size - 1) * factor + 1</c>, or 0. Sources: TFLite DILATE; the interior padding of StableHLO pad,
/// the base dilation of its reduce_window and convolution.
/// </remarks>
public sealed record Dilate : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        context.RequireSameType(0, 2);
        if (context[2].Shape.IsStatic) InferenceContext.Require(context[2].ElementCount == 1, $"operand 2 is {context[2]}, expected one element");
        int rank = x.Shape.IsRanked ? x.Shape.Rank : VectorOperand.Count(context, 1);
        if (rank < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        long[]? factors = VectorOperand.Values(context, 1, rank);
        var dimensions = new Dimension[rank];
        for (int i = 0; i < rank && x.Shape.IsRanked && factors is not null; i++)
        {
            InferenceContext.Require(factors[i] is > 0 and < int.MaxValue, $"factor of axis {i} is {factors[i]}, expected a positive number");
            dimensions[i] = factors[i] == 1 || x.Shape[i] is 0 or 1 ? x.Shape.Dimensions[i]
                : x.Shape[i] < 0 ? Dimension.Unknown : Sizes.Checked(((x.Shape[i] - 1) * factors[i]) + 1);
        }

        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}
