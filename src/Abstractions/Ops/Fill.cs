using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>A tensor of one value.</summary>
/// <remarks>
/// Operands: shape <c>[rank]</c>, Int32 or Int64; value, one element of any type. Sources: TFLite FILL and ZEROS_LIKE, ONNX ConstantOfShape,
/// TF Fill, ZerosLike and OnesLike.
/// </remarks>
public sealed record Fill : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo value = context[1];
        if (value.Shape.IsStatic) InferenceContext.Require(value.ElementCount == 1, $"operand 1 is {value}, expected one element");
        return InferenceContext.One(value.Type, VectorOperand.ToShape(context, 0));
    }
}
