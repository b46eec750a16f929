using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The slices of x along an axis for which a condition is true. How many there are depends on the data.</summary>
/// <remarks>
/// Operands: x <c>[…]</c> of any type; condition Bool <c>[n]</c>, n at most x's size along the axis; slices beyond it are left out. Output: x's
/// shape with the number of true conditions along the axis. Sources: ONNX Compress-11, TF BooleanMask.
/// </remarks>
/// <param name="Axis">Axis to select along; negative counts from the end; null for the list of all elements.</param>
public sealed record Compress(int? Axis) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], condition = context[1];
        context.RequireType(1, ElementType.Bool);
        context.RequireRank(1, 1, 1);
        Dimension count = Dimension.Unknown;
        if (context.Constant(1) is { } known) count = known.Span<bool>().Count(true);
        if (Axis is null) return InferenceContext.One(x.Type, [count]);
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        int axis = InferenceContext.Axis(Axis.Value, x.Shape.Rank);
        if (condition.Shape.IsStatic && x.Shape[axis] >= 0)
            InferenceContext.Require(condition.Shape[0] <= x.Shape[axis], $"operand 1 is {condition}, longer than axis {axis} of {x}");
        return InferenceContext.One(x.Type, x.Shape.With(axis, count));
    }
}
