using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Sums the energies of frequencies into channels whose triangular filters overlap by half.</summary>
/// <remarks>
/// A frequency of band b counts with its weight for channel b and with its unweight for channel b + 1; band 0 only feeds channel 1, so there is
/// one band more than channels: <c>y[c] = sum over band c + 1 of weight * x + sum over band c of unweight * x</c>, modulo 2^64. Operands: x <c>[F]</c> UInt32;
/// weights and unweights <c>[W]</c>, first frequency, first weight and width of each band <c>[Channels + 1]</c>, all Int16. Output
/// <c>[Channels]</c> UInt64. A band that leaves x or the weights is an error. Sources: SignalFilterBank of TensorFlow Lite Micro.
/// </remarks>
/// <param name="Channels">Number of channels, at least 1.</param>
public sealed record SignalFilterBank(int Channels) : Op
{
    private const int MaxChannels = 1 << 15;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(6);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(Channels is > 0 and <= MaxChannels, $"{Channels} channels, expected 1 to {MaxChannels}");
        context.RequireType(0, ElementType.UInt32);
        for (int i = 0; i < 6; i++)
        {
            if (i > 0) context.RequireType(i, ElementType.Int16);
            context.RequireRank(i, 1, 1);
            InferenceContext.Require(i < 3 || !context[i].Shape.IsRanked || context[i].Shape[0] < 0 || context[i].Shape[0] == Channels + 1,
                $"operand {i} is {context[i]}, expected {Channels + 1} bands");
        }

        if (context.IsRanked) Sizes.Same(context[1].Shape.Dimensions[0], context[2].Shape.Dimensions[0], "number of weights");
        return InferenceContext.One(ElementType.UInt64, [Channels]);
    }
}
