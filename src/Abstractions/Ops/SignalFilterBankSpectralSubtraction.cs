using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Follows the noise of each channel and takes it away.</summary>
/// <remarks>
/// With <c>s = x * 2^SmoothingBits</c>: the noise becomes <c>(s * smoothing + noise * rest) &gt;&gt; Bits</c>, and
/// <c>y = max((s - min(noise, s)) &gt;&gt; SmoothingBits, (x * MinSignalRemaining) &gt;&gt; Bits)</c>; 64 bits inside, stored modulo 2^32.
/// Operands: x <c>[C]</c> and noise <c>[C]</c>, UInt32. Results: y <c>[C]</c> and the next noise <c>[C]</c>, UInt32. Sources:
/// SignalFilterBankSpectralSubtraction of TensorFlow Lite Micro.
/// </remarks>
/// <param name="Smoothing">Weight of the new signal in channels 0, 2, 4 …, with <paramref name="Bits"/> fractional bits.</param>
/// <param name="OneMinusSmoothing">Weight of the old noise there.</param>
/// <param name="AlternateSmoothing">Weight of the new signal in channels 1, 3, 5 ….</param>
/// <param name="AlternateOneMinusSmoothing">Weight of the old noise there.</param>
/// <param name="MinSignalRemaining">Part of the signal that always remains, with <paramref name="Bits"/> fractional bits.</param>
/// <param name="SmoothingBits">Fractional bits of the noise, 0 to 31.</param>
/// <param name="Bits">Fractional bits of the weights, 0 to 63.</param>
public sealed record SignalFilterBankSpectralSubtraction(uint Smoothing, uint OneMinusSmoothing, uint AlternateSmoothing,
    uint AlternateOneMinusSmoothing, uint MinSignalRemaining, int SmoothingBits, int Bits) : Op
{
    /// <summary>Whether the noise is kept from exceeding the signal.</summary>
    public bool Clamping { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(SmoothingBits is >= 0 and < 32 && Bits is >= 0 and < 64, $"{SmoothingBits} smoothing bits and {Bits} bits, expected 0 to 31 and 0 to 63");
        for (int i = 0; i < 2; i++)
        {
            context.RequireType(i, ElementType.UInt32);
            context.RequireRank(i, 1, 1);
        }

        if (!context.IsRanked) return [new(ElementType.UInt32, Shape.OfRank(1)), new(ElementType.UInt32, Shape.OfRank(1))];
        Dimension channels = Sizes.Same(context[0].Shape.Dimensions[0], context[1].Shape.Dimensions[0], "number of channels");
        return [new(ElementType.UInt32, [channels]), new(ElementType.UInt32, [channels])];
    }
}
