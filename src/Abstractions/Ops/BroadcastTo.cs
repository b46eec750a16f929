using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x repeated along axes of size 1, to the shape that x's shape and the stated one are broadcast to.</summary>
/// <remarks>
/// Operands: x of any type; shape <c>[rank]</c>, Int32 or Int64; a size of 1 there keeps x's. Sources: TFLite BROADCAST_TO, ONNX Expand, TF BroadcastTo.
/// </remarks>
public sealed record BroadcastTo : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context) =>
        InferenceContext.One(context[0].Type, BroadcastShape.Of(context[0].Shape, VectorOperand.ToShape(context, 1)));
}
