using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y = x - max - log(sum(exp(x - max)))</c> along one axis.</summary>
/// <remarks>Input and output <c>[…]</c>, floats or quantized integers. Sources: TFLite LOG_SOFTMAX, ONNX LogSoftmax-13, TF LogSoftmax.</remarks>
/// <param name="Axis">Axis to sum over; negative counts from the end.</param>
public sealed record LogSoftmax(int Axis) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        QuantizedOperands.Require(context, 0);
        if (context.IsRanked) InferenceContext.Axis(Axis, x.Shape.Rank);
        return InferenceContext.One(x.Type, x.Shape);
    }
}
