using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Cuts regions out of images and gives them one size: each cell is the mean (or maximum) of interpolated samples.</summary>
/// <remarks>
/// Operands: x <c>[N, H, W, C]</c>, floats; regions <c>[R, 4]</c> of x's type: left, top, right, bottom; batch of each region <c>[R]</c>, Int32 or Int64.
/// Output <c>[R, Height, Width, C]</c>. Samples more than one element outside are 0. The maximum is that of the four weighted neighbours of each
/// sample, as ONNX has it. Sources: ONNX RoiAlign-22.
/// </remarks>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
public sealed record RoiAlign(int Height, int Width) : Op
{
    /// <summary>Factor from coordinates of regions to those of x.</summary>
    public float SpatialScale { get; init; } = 1;

    /// <summary>Samples per cell and dimension; 0 for as many as x has elements there.</summary>
    public int SamplingRatio { get; init; }

    /// <summary>Whether coordinate 0 is the outer border of the first element instead of its middle; regions may then be smaller than an element.</summary>
    public bool HalfPixel { get; init; } = true;

    /// <summary>Whether the maximum is kept instead of the mean.</summary>
    public bool Maximum { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        InferenceContext.Require(Height > 0 && Width > 0 && SamplingRatio >= 0, $"{Height} rows, {Width} columns, {SamplingRatio} samples: expected positive sizes");
        context.RequireSameType(0, 1);
        context.RequireType(2, ElementType.Int32, ElementType.Int64);
        context.RequireRank(0, 4, 4);
        context.RequireRank(1, 2, 2);
        context.RequireRank(2, 1, 1);
        Shape regions = context[1].Shape, batches = context[2].Shape;
        if (regions.IsRanked) InferenceContext.Require(regions[1] is -1 or 4, $"operand 1 is {context[1]}, expected 4 coordinates per region");
        Dimension count = Sizes.Same(regions.IsRanked ? regions.Dimensions[0] : Dimension.Unknown, batches.IsRanked ? batches.Dimensions[0] : Dimension.Unknown, "number of regions");
        return InferenceContext.One(x.Type, [count, Height, Width, x.Shape.IsRanked ? x.Shape.Dimensions[3] : Dimension.Unknown]);
    }
}
