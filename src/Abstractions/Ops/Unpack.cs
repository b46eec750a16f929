using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The slices of x along an axis, without that axis.</summary>
/// <remarks>
/// Operand: x of any type, of size <paramref name="Count"/> along <paramref name="Axis"/>. Outputs: as many, output i holds index i.
/// Sources: TFLite UNPACK, TF Unpack, Caffe Slice.
/// </remarks>
/// <param name="Axis">Axis to take apart; negative counts from the end.</param>
/// <param name="Count">Number of outputs.</param>
public sealed record Unpack(int Axis, int Count) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(Count >= 0, $"the number of outputs is {Count}");
        Shape slice = Shape.Unranked;
        if (x.Shape.IsRanked)
        {
            int axis = InferenceContext.Axis(Axis, x.Shape.Rank);
            InferenceContext.Require(x.Shape[axis] == Count || x.Shape[axis] < 0, $"{x} has size {x.Shape[axis]} along axis {axis}, expected {Count}");
            ReadOnlySpan<Dimension> sizes = x.Shape.Dimensions.Span;
            slice = Shape.Create([.. sizes[..axis], .. sizes[(axis + 1)..]]);
        }

        return [.. Enumerable.Repeat(new TensorInfo(x.Type, slice), Count)];
    }
}
