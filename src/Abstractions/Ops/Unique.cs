using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The different elements of a tensor, or its different slices along an axis. How many there are depends on the data.</summary>
/// <remarks>
/// Operand: x <c>[…]</c>, numbers or Bool. Results: values <c>[count]</c>, or x's shape with count along <see cref="Axis"/>; for each element (slice) of x
/// the index of its value <c>[N]</c>; with <see cref="Detailed"/> also for each value where it first occurs <c>[count]</c> and how often
/// <c>[count]</c>. Values come in the order in which they first occur, or in ascending order with <see cref="Sorted"/>, slices compared from
/// their first element on. Sources: TFLite UNIQUE, TF Unique, ONNX Unique-11 (whose results are values, first, inverse, counts).
/// </remarks>
/// <param name="IndexType">Int32 or Int64.</param>
public sealed record Unique(ElementType IndexType) : Op
{
    /// <summary>Axis of the slices that are compared; negative counts from the end; null compares all elements.</summary>
    public int? Axis { get; init; }

    /// <summary>Whether values are in ascending order.</summary>
    public bool Sorted { get; init; }

    /// <summary>Whether there are four results instead of two.</summary>
    public bool Detailed { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(IndexType is ElementType.Int32 or ElementType.Int64, $"index type {IndexType}, expected Int32 or Int64");
        TensorInfo x = context[0];
        Shape values = Shape.OfRank(1);
        Dimension count = Dimension.Unknown;
        if (Axis is { } stated)
        {
            if (x.Shape.IsRanked)
            {
                int axis = InferenceContext.Axis(stated, x.Shape.Rank);
                count = x.Shape.Dimensions[axis];
                values = x.Shape.With(axis, Dimension.Unknown);
            }
            else
            {
                values = Shape.Unranked;
            }
        }
        else if (x.Shape.IsRanked)
        {
            count = x.Shape.Rank == 1 ? x.Shape.Dimensions[0] : x.Shape.IsStatic ? Inference.Sizes.Checked(x.Shape.ElementCount) : Dimension.Unknown;
        }

        TensorInfo found = new(x.Type, values), inverse = new(IndexType, [count]), perValue = new(IndexType, Shape.OfRank(1));
        return Detailed ? [found, inverse, perValue, perValue] : [found, inverse];
    }
}
