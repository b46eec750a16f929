using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Squared magnitude of the complex numbers of a spectrum; 0 outside of a band.</summary>
/// <remarks>
/// Operand x <c>[…, 2 n]</c> Int16: real and imaginary parts in turn. Output <c>[…, n]</c> UInt32: <c>re * re + im * im</c> for
/// <c>Start &lt;= index &lt; End</c>. Sources: SignalEnergy of TensorFlow Lite Micro.
/// </remarks>
/// <param name="Start">First index of the band.</param>
/// <param name="End">Index after the last of the band.</param>
public sealed record SignalEnergy(int Start, int End) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Int16);
        InferenceContext.Require(Start >= 0 && End >= Start, $"the band is {Start} to {End}, expected 0 <= start <= end");
        if (!context.IsRanked) return InferenceContext.One(ElementType.UInt32, Shape.Unranked);
        context.RequireRank(0, 1);
        Shape x = context[0].Shape;
        Dimension count = Sizes.Divide(x.Dimensions[x.Rank - 1], 2, "number of parts");
        InferenceContext.Require(!count.IsKnown || End <= count.Size, $"the band ends at {End}, operand 0 is {context[0]} with {count} complex numbers");
        return InferenceContext.One(ElementType.UInt32, x.With(x.Rank - 1, count));
    }
}
