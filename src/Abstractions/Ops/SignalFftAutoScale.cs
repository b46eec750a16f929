using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Shifts integers to the left as far as the one of the largest magnitude allows.</summary>
/// <remarks>
/// Operand x <c>[…]</c> Int16. Results: y <c>[…]</c> Int16, <c>x * 2^bits</c>; bits, an Int32 scalar: 15 less the number of bits that the largest
/// magnitude takes, at least 0; 0 when all are 0. Sources: SignalFftAutoScale of TensorFlow Lite Micro.
/// </remarks>
public sealed record SignalFftAutoScale : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Int16);
        return [new TensorInfo(ElementType.Int16, context[0].Shape), new TensorInfo(ElementType.Int32, Shape.Scalar)];
    }
}
