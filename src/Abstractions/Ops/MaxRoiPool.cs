using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Divides regions of images into cells and keeps the largest element of each.</summary>
/// <remarks>
/// Operands: x <c>[N, H, W, C]</c>, floats; regions <c>[R, 5]</c> of x's type: batch, left, top, right, bottom. Output <c>[R, Height, Width, C]</c>. Coordinates times
/// <see cref="SpatialScale"/> are rounded half away from zero; a region has at least one element, an empty cell is 0. Sources: ONNX MaxRoiPool,
/// Caffe ROIPooling.
/// </remarks>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
public sealed record MaxRoiPool(int Height, int Width) : Op
{
    /// <summary>Factor from coordinates of regions to those of x.</summary>
    public float SpatialScale { get; init; } = 1;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        InferenceContext.Require(Height > 0 && Width > 0, $"{Height} rows, {Width} columns: expected positive sizes");
        context.RequireSameType(0, 1);
        context.RequireRank(0, 4, 4);
        context.RequireRank(1, 2, 2);
        Shape regions = context[1].Shape;
        if (regions.IsRanked) InferenceContext.Require(regions[1] is -1 or 5, $"operand 1 is {context[1]}, expected 5 numbers per region");
        return InferenceContext.One(x.Type, [regions.IsRanked ? regions.Dimensions[0] : Dimension.Unknown, Height, Width,
            x.Shape.IsRanked ? x.Shape.Dimensions[3] : Dimension.Unknown]);
    }
}
