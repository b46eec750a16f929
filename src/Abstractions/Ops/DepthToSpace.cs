using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Channels moved into blocks of rows and columns.</summary>
/// <remarks>
/// Operand: x <c>[N, H, W, b*b*C]</c> of any type. Output <c>[N, H*b, W*b, C]</c>:
/// output[n, h*b + i, w*b + j, c] = x[n, h, w, (i*b + j)*C + c], or channel c*b*b + i*b + j when <see cref="ChannelMajor"/>.
/// Sources: TFLite DEPTH_TO_SPACE, ONNX DepthToSpace-13 (DCR, CRD), TF DepthToSpace, torch.pixel_shuffle.
/// </remarks>
/// <param name="BlockSize">b, at least 1.</param>
public sealed record DepthToSpace(int BlockSize) : Op
{
    /// <summary>Whether the channel of the output is the slowest part of x's channel. Default false.</summary>
    public bool ChannelMajor { get; init; }

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
        return InferenceContext.One(x.Type, [sizes[0], Sizes.Multiply(sizes[1], BlockSize), Sizes.Multiply(sizes[2], BlockSize),
            Sizes.Divide(sizes[3], (long)BlockSize * BlockSize, "number of channels")]);
    }
}
