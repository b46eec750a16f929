using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Combines the bits of integers element by element, with broadcasting as in <see cref="Binary"/>.</summary>
/// <remarks>Operands and output integers <c>[…]</c> of 8 to 64 bits. Sources: TFLite BITWISE_XOR and RIGHT_SHIFT; ONNX BitwiseAnd, BitShift.</remarks>
/// <param name="Kind">The function.</param>
public sealed record Bitwise(BitwiseKind Kind) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireSameType(0, 1);
        InferenceContext.Require(context[0].Type.IsInteger(), $"operand 0 is {context[0]}, expected integers");
        return InferenceContext.One(context[0].Type, Broadcasting.Merge(context[0].Shape, context[1].Shape));
    }
}
