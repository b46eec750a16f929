using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Natural logarithms of integers: <c>y = min(log(x * 2^CorrectionBits) * OutputScale, 32767)</c>.</summary>
/// <remarks>
/// Operand x <c>[…]</c> UInt32; output <c>[…]</c> Int16, 0 where <c>x * 2^CorrectionBits</c> modulo 2^32 is at most 1. The logarithm is interpolated
/// between 128 points per power of two, in 16 fractional bits; its product with the scale wraps around at 2^32. Sources:
/// SignalFilterBankLog of TensorFlow Lite Micro.
/// </remarks>
/// <param name="OutputScale">Factor of the logarithm.</param>
/// <param name="CorrectionBits">Bits x is shifted to the left, 0 to 31.</param>
public sealed record SignalFilterBankLog(int OutputScale, int CorrectionBits) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(CorrectionBits is >= 0 and < 32, $"{CorrectionBits} correction bits, expected 0 to 31");
        context.RequireType(0, ElementType.UInt32);
        return InferenceContext.One(ElementType.Int16, context[0].Shape);
    }
}
