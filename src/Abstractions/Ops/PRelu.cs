using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>x for positive x, else x times a slope that is given per element, with broadcasting as in <see cref="Binary"/>.</summary>
/// <remarks>Operands: x and slope <c>[…]</c>, floats or quantized integers. Sources: TFLite PRELU, ONNX PRelu, Caffe PReLU.</remarks>
public sealed record PRelu : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireSameType(0, 1);
        QuantizedOperands.Require(context, 0);
        QuantizedOperands.Require(context, 1);
        return InferenceContext.One(context[0].Type, Broadcasting.Merge(context[0].Shape, context[1].Shape));
    }
}
