using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>A new axis that is "on" at the position each index names and "off" elsewhere.</summary>
/// <remarks>
/// Operands: indices <c>[…]</c>, Int32 or Int64; depth, one Int32 or Int64; on and off, one element each of one type. Output: the shape
/// of indices with depth inserted at <paramref name="Axis"/>. An index outside of the depth is off everywhere.
/// Sources: TFLite ONE_HOT, ONNX OneHot-11, TF OneHot.
/// </remarks>
/// <param name="Axis">Position of the new axis in the output; negative counts from its end.</param>
public sealed record OneHot(int Axis) : Op
{
    /// <summary>Whether indices -depth … -1 count from the end. Default false.</summary>
    public bool NegativeWraps { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(4);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Int32, ElementType.Int64);
        context.RequireSameType(2, 3);
        for (int i = 2; i < 4; i++)
            if (context[i].Shape.IsStatic) InferenceContext.Require(context[i].ElementCount == 1, $"operand {i} is {context[i]}, expected one element");
        Dimension depth = VectorOperand.Scalar(context, 1) is { } value ? Sizes.Checked(value, "depth") : Dimension.Unknown;
        Shape indices = context[0].Shape;
        if (!indices.IsRanked) return InferenceContext.One(context[2].Type, Shape.Unranked);
        int axis = InferenceContext.Axis(Axis, indices.Rank + 1);
        ReadOnlySpan<Dimension> sizes = indices.Dimensions.Span;
        return InferenceContext.One(context[2].Type, Shape.Create([.. sizes[..axis], depth, .. sizes[axis..]]));
    }
}
