using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>x with elements changed one by one along an axis: for axis 0 of two, output[indices[i, j], j] = updates[i, j].</summary>
/// <remarks>
/// Operands: x <c>[…]</c>; indices <c>[…]</c> of the same rank, Int32 or Int64, negative ones count from the end; updates of x's type and
/// the shape of indices. Output: x's shape. Updates are applied in order. Sources: ONNX ScatterElements-18 and Scatter, torch.scatter.
/// </remarks>
/// <param name="Axis">Axis of x that indices count along; negative counts from the end.</param>
public sealed record ScatterElements(int Axis) : Op
{
    /// <summary>How updates join what is there. Default: they replace it.</summary>
    public ScatterReduction Reduction { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], indices = context[1], updates = context[2];
        context.RequireType(1, ElementType.Int32, ElementType.Int64);
        context.RequireSameType(0, 2);
        if (context.IsRanked)
        {
            int axis = InferenceContext.Axis(Axis, x.Shape.Rank);
            context.RequireRank(1, x.Shape.Rank, x.Shape.Rank);
            InferenceContext.Require(updates.Shape.IsCompatibleWith(indices.Shape), $"operand 2 is {updates}, expected shape {indices.Shape}");
            for (int i = 0; i < x.Shape.Rank; i++)
                InferenceContext.Require(i == axis || x.Shape[i] < 0 || indices.Shape[i] <= x.Shape[i],
                    $"operand 1 is {indices}, larger along axis {i} than {x}");
        }

        return InferenceContext.One(x.Type, x.Shape);
    }
}
