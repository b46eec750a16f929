using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>A block of x: output[i] = x[begin + i].</summary>
/// <remarks>
/// Operands: x of any type; begin <c>[rank]</c>; size <c>[rank]</c>, where -1 means up to the end; both Int32 or Int64. The block lies inside x.
/// Sources: TFLite SLICE, TF Slice, Caffe Crop. ONNX Slice is <see cref="StridedSlice"/>.
/// </remarks>
public sealed record Slice : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int rank = x.Shape.IsRanked ? x.Shape.Rank : Math.Max(VectorOperand.Count(context, 1), VectorOperand.Count(context, 2));
        long[]? begin = VectorOperand.Values(context, 1, rank), size = VectorOperand.Values(context, 2, rank);
        if (rank < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        var dimensions = new Dimension[rank];
        for (int i = 0; i < rank; i++)
            dimensions[i] = Size(x.Shape.IsRanked ? x.Shape.Dimensions[i] : Dimension.Unknown, begin?[i], size?[i], i);
        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }

    private static Dimension Size(Dimension total, long? begin, long? size, int axis)
    {
        InferenceContext.Require(begin is null or >= 0, $"begin {begin} along axis {axis} is negative");
        InferenceContext.Require(size is null or >= -1, $"size {size} along axis {axis} is negative");
        if (size is null || (size == -1 && begin is null)) return Dimension.Unknown;
        if (size == -1) return begin == 0 ? total : total.IsKnown ? Sizes.Checked(total.Size - begin!.Value, $"size along axis {axis}") : Dimension.Unknown;
        InferenceContext.Require(begin is null || !total.IsKnown || begin.Value <= total.Size - size.Value,
            $"begin {begin} and size {size} along axis {axis} are outside of {total}");
        return Sizes.Checked(size.Value);
    }
}
