using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Gain control per channel: what stands out from the noise is made even (PCAN: per-channel amplitude normalisation).</summary>
/// <remarks>
/// <c>y = shrink((x * gain(noise)) &gt;&gt; SnrShift)</c>; shrink turns 12 fractional bits into 6: <c>r * r / 4</c> below 2, <c>r - 1</c> above. The gain is
/// interpolated by a parabola between powers of two. Operands: x <c>[C]</c> UInt32; noise <c>[C]</c> UInt32; table <c>[125]</c> Int16: the gains of
/// 0, 1 and 2, then per power of two from 2^1 on a gap, the gain and two coefficients. Output <c>[C]</c> UInt32. Sources: SignalPCAN of TensorFlow Lite Micro.
/// </remarks>
/// <param name="SnrShift">Bits the product is shifted to the right, 0 to 63.</param>
public sealed record SignalPcan(int SnrShift) : Op
{
    /// <summary>Fewest elements of the table: noise has up to 32 bits.</summary>
    public const int TableSize = 125;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(SnrShift is >= 0 and < 64, $"shift is {SnrShift}, expected 0 to 63");
        context.RequireType(0, ElementType.UInt32);
        context.RequireType(1, ElementType.UInt32);
        context.RequireType(2, ElementType.Int16);
        for (int i = 0; i < 3; i++) context.RequireRank(i, 1, 1);
        if (!context.IsRanked) return InferenceContext.One(ElementType.UInt32, Shape.OfRank(1));
        int table = context[2].Shape[0];
        InferenceContext.Require(table is < 0 or >= TableSize, $"operand 2 is {context[2]}, expected at least {TableSize} elements");
        return InferenceContext.One(ElementType.UInt32, [Sizes.Same(context[0].Shape.Dimensions[0], context[1].Shape.Dimensions[0], "number of channels")]);
    }
}
