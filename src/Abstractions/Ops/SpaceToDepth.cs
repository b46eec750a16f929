using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Blocks of rows and columns moved into channels.</summary>
/// <remarks>
/// Operand: x <c>[N, H, W, C]</c> of any type, H and W multiples of b. Output <c>[N, H/b, W/b, b*b*C]</c>:
/// output[n, h, w, (i*b + j)*C + c] = x[n, h*b + i, w*b + j, c].
/// Sources: TFLite SPACE_TO_DEPTH, ONNX SpaceToDepth, TF SpaceToDepth, Caffe Reorg.
/// </remarks>
/// <param name="BlockSize">b, at least 1.</param>
public sealed record SpaceToDepth(int BlockSize) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(BlockSize > 0, $"block size {BlockSize}, expected at least 1");
        context.RequireRank(0, 4, 4);
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.OfRank(4));
        ReadOnlySpan<Dimension> sizes = x.Shape.Dimensions.Span;
        return InferenceContext.One(x.Type, [sizes[0], Sizes.Divide(sizes[1], BlockSize, "height"), Sizes.Divide(sizes[2], BlockSize, "width"),
            Sizes.Multiply(sizes[3], (long)BlockSize * BlockSize)]);
    }
}
