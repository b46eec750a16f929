using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Looks up x at places that another tensor names, by interpolation.</summary>
/// <remarks>
/// Operands, floats: x <c>[N, spatial…, C]</c> with one to three spatial dimensions; grid <c>[N, places…, k]</c> with as many dimensions and k the number of
/// spatial ones: coordinates from -1 to 1, that of the last spatial dimension first. Output <c>[N, places…, C]</c>. -1 and 1 are the outer
/// borders of the border elements, or their middles with <see cref="AlignCorners"/>. Nearest rounds half to even; cubic has a = -0.75. Sources: ONNX
/// GridSample-22, torch grid_sample.
/// </remarks>
/// <param name="Mode">How elements are interpolated.</param>
/// <param name="Border">What lies outside of x.</param>
public sealed record GridSample(ResampleMode Mode, GridBorder Border) : Op
{
    /// <summary>Whether -1 and 1 are the middles of the border elements.</summary>
    public bool AlignCorners { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], grid = context[1];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireSameType(0, 1);
        context.RequireRank(0, 3, 5);
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        int rank = x.Shape.Rank;
        context.RequireRank(1, rank, rank);
        InferenceContext.Require(grid.Shape[rank - 1] < 0 || grid.Shape[rank - 1] == rank - 2, $"operand 1 is {grid}, expected {rank - 2} coordinates per place");
        Shape y = grid.Shape.With(rank - 1, x.Shape.Dimensions[rank - 1]);
        return InferenceContext.One(x.Type, y.With(0, Sizes.Same(x.Shape.Dimensions[0], grid.Shape.Dimensions[0], "batch size")));
    }
}
