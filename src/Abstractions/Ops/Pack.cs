using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Tensors of one shape stacked along a new axis.</summary>
/// <remarks>
/// Operands: n ≥ 1 tensors <c>[…]</c> of one type. Output: the shape with a dimension of size n inserted at <paramref name="Axis"/>.
/// Sources: TFLite PACK, TF Pack, ONNX ConcatFromSequence with new_axis.
/// </remarks>
/// <param name="Axis">Position of the new axis in the output; negative counts from its end.</param>
public sealed record Pack(int Axis) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        ElementType type = context[0].Type;
        Shape common = Shape.Unranked;
        for (int i = 0; i < context.Count; i++)
        {
            if (i > 0) context.RequireSameType(0, i);
            Shape shape = context[i].Shape;
            if (!shape.IsRanked) continue;
            common = common.IsRanked ? Merge(common, shape, i) : shape;
        }

        if (!common.IsRanked) return InferenceContext.One(type, Shape.Unranked);
        int axis = InferenceContext.Axis(Axis, common.Rank + 1);
        ReadOnlySpan<Dimension> sizes = common.Dimensions.Span;
        return InferenceContext.One(type, Shape.Create([.. sizes[..axis], context.Count, .. sizes[axis..]]));
    }

    private static Shape Merge(Shape common, Shape shape, int operand)
    {
        InferenceContext.Require(common.Rank == shape.Rank, $"operand {operand} has shape {shape}, expected {common}");
        for (int d = 0; d < common.Rank; d++)
            common = common.With(d, Sizes.Same(common.Dimensions[d], shape.Dimensions[d], $"size of axis {d} up to operand {operand}"));
        return common;
    }
}
