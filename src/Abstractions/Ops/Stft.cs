using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Fourier transforms of overlapping frames of a signal.</summary>
/// <remarks>
/// Operands: signal <c>[N, L, 1]</c> real or <c>[N, L, 2]</c> complex, floats; step from frame to frame, one Int32 or Int64; window, optional <c>[F]</c> of the signal's
/// type: factors of a frame; frame length F, optional, one Int32 or Int64. Output <c>[N, (L - F) / step + 1, bins, 2]</c>, bins being
/// <c>F / 2 + 1</c> with <see cref="OneSided"/>, else F. Computed in Float64. Sources: ONNX STFT-17.
/// </remarks>
public sealed record Stft : Op
{
    /// <summary>Whether only the first half of the frequencies is given out.</summary>
    public bool OneSided { get; init; } = true;

    /// <inheritdoc/>
    public override Arity Inputs => new(2, 4);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireRank(0, 3, 3);
        context.RequireSameType(0, 2);
        context.RequireRank(2, 1, 1);
        long? step = VectorOperand.Scalar(context, 1), frame = context.Optional(3) is null ? null : VectorOperand.Scalar(context, 3);
        InferenceContext.Require(step is null or > 0, $"step is {step}, expected a positive number");
        Dimension size = frame is { } stated ? Sizes.Checked(stated, "frame length") : Dimension.Unknown;
        if (context.Optional(2) is { Shape.IsRanked: true } window) size = Sizes.Same(size, window.Shape.Dimensions[0], "length of frame and window");
        else if (context.Optional(2) is null && context.Optional(3) is null && x.Shape.IsRanked) size = x.Shape.Dimensions[1];
        Dimension batch = x.Shape.IsRanked ? x.Shape.Dimensions[0] : Dimension.Unknown, frames = Dimension.Unknown;
        if (x.Shape.IsRanked)
        {
            InferenceContext.Require(x.Shape[2] is -1 or 1 or 2, $"operand 0 is {x}, expected 1 or 2 as its last dimension");
            if (size.IsKnown && x.Shape[1] >= 0)
            {
                InferenceContext.Require(size.Size > 0 && size.Size <= x.Shape[1], $"frames of {size} do not fit the signal {x}");
                if (step is { } by) frames = (int)((x.Shape[1] - size.Size) / by) + 1;
            }
        }

        Dimension bins = !OneSided ? size : size.IsKnown ? (size.Size / 2) + 1 : Dimension.Unknown;
        return InferenceContext.One(x.Type, [batch, frames, bins, 2]);
    }
}
