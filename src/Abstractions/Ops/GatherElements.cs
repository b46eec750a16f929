using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Elements of x picked one by one along an axis: for axis 0 of two, output[i, j] = x[indices[i, j], j].</summary>
/// <remarks>
/// Operands: x <c>[…]</c> of any type; indices <c>[…]</c> of the same rank, Int32 or Int64, negative ones count from the end; along the other
/// axes indices are not larger than x. Output: the shape of indices. Sources: ONNX GatherElements-13, torch.gather.
/// </remarks>
/// <param name="Axis">Axis of x that indices count along; negative counts from the end.</param>
public sealed record GatherElements(int Axis) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], indices = context[1];
        context.RequireType(1, ElementType.Int32, ElementType.Int64);
        if (context.IsRanked)
        {
            int axis = InferenceContext.Axis(Axis, x.Shape.Rank);
            context.RequireRank(1, x.Shape.Rank, x.Shape.Rank);
            for (int i = 0; i < x.Shape.Rank; i++)
                InferenceContext.Require(i == axis || x.Shape[i] < 0 || indices.Shape[i] <= x.Shape[i],
                    $"operand 1 is {indices}, larger along axis {i} than {x}");
        }

        return InferenceContext.One(x.Type, indices.Shape);
    }
}
