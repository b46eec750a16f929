using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Discrete Fourier transform of frames of real numbers.</summary>
/// <remarks>
/// Operand x <c>[…, n]</c>, Int16, Int32 or Float32, with n up to the length L; zeros follow. Output <c>[…, L + 2]</c> of x's type: real and
/// imaginary parts of the frequencies 0 to L / 2 in turn, without scaling for floats, divided by L for integers. The arithmetic is that of KISS FFT:
/// a transform of L / 2 complex numbers by stages of radix 4, 2, 3, 5 …, integers halved and so on at each stage with rounding half up, all
/// wrapping around. Sources: SignalRfft of TensorFlow Lite Micro.
/// </remarks>
/// <param name="Length">Even number of points L.</param>
public sealed record SignalRfft(int Length) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        Spectrum.CheckLength(context, Length);
        if (!context.IsRanked) return InferenceContext.One(context[0].Type, Shape.Unranked);
        context.RequireRank(0, 1);
        Shape x = context[0].Shape;
        InferenceContext.Require(x[x.Rank - 1] <= Length, $"operand 0 is {context[0]}, expected up to {Length} points");
        return InferenceContext.One(context[0].Type, x.With(x.Rank - 1, Length + 2));
    }
}
