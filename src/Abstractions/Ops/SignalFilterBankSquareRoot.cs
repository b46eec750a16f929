using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Square roots of integers: <c>y = round(sqrt(x)) &gt;&gt; bits</c>.</summary>
/// <remarks>
/// Operands: x <c>[…]</c> UInt64; bits, an Int32 scalar of which the lowest 5 bits count. Output <c>[…]</c> UInt32. Roots are at most
/// 2^16 - 1 for x below 2^32, else 2^32 - 1. Sources: SignalFilterBankSquareRoot of TensorFlow Lite Micro.
/// </remarks>
public sealed record SignalFilterBankSquareRoot : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.UInt64);
        context.RequireType(1, ElementType.Int32);
        InferenceContext.Require(context[1].Shape.IsCompatibleWith(Shape.Scalar) || context[1].Shape.IsCompatibleWith([1]), $"operand 1 is {context[1]}, expected one element");
        return InferenceContext.One(ElementType.UInt32, context[0].Shape);
    }
}
