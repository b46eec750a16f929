using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x with its axes in another order: axis i of the output is axis permutation[i] of x.</summary>
/// <remarks>
/// Operands: x of any type; permutation <c>[rank]</c>, Int32 or Int64, each axis once, negative ones count from the end.
/// Sources: TFLite TRANSPOSE, ONNX Transpose, TF Transpose, Caffe Permute.
/// </remarks>
public sealed record Transpose : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int rank = x.Shape.IsRanked ? x.Shape.Rank : -1;
        int count = VectorOperand.Count(context, 1);
        if (VectorOperand.Values(context, 1, rank) is not { } permutation || rank < 0)
            return InferenceContext.One(x.Type, Math.Max(rank, count) < 0 ? Shape.Unranked : Shape.OfRank(Math.Max(rank, count)));
        var dimensions = new Dimension[rank];
        var taken = new bool[rank];
        for (int i = 0; i < rank; i++)
        {
            int axis = InferenceContext.Axis(permutation[i], rank);
            InferenceContext.Require(!taken[axis], $"permutation [{string.Join(", ", permutation)}] names axis {axis} twice");
            taken[axis] = true;
            dimensions[i] = x.Shape.Dimensions[axis];
        }

        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}
