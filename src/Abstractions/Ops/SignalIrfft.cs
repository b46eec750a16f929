using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Inverse discrete Fourier transform of spectra of real numbers, see <see cref="SignalRfft"/>.</summary>
/// <remarks>
/// Operand x <c>[…, L + 2]</c>, Int16, Int32 or Float32: real and imaginary parts of the frequencies 0 to L / 2 in turn; the imaginary parts of the
/// first and last are ignored. Output <c>[…, L]</c> of x's type, divided by L. The arithmetic is that of KISS FFT. Sources: SignalIrfft of
/// TensorFlow Lite Micro.
/// </remarks>
/// <param name="Length">Even number of points L.</param>
public sealed record SignalIrfft(int Length) : Op
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
        InferenceContext.Require(x[x.Rank - 1] < 0 || x[x.Rank - 1] == Length + 2, $"operand 0 is {context[0]}, expected {Length + 2} numbers per spectrum");
        return InferenceContext.One(context[0].Type, x.With(x.Rank - 1, Length));
    }
}
