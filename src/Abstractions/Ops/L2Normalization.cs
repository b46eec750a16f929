using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y = x / max(sqrt(sum(x * x)), Epsilon)</c> along one axis.</summary>
/// <remarks>Input and output <c>[…]</c>, floats or quantized integers. Sources: TFLite L2_NORMALIZATION; ONNX LpNormalization with p = 2.</remarks>
/// <param name="Axis">Axis to sum over; negative counts from the end.</param>
public sealed record L2Normalization(int Axis) : Op
{
    /// <summary>Smallest divisor.</summary>
    public float Epsilon { get; init; } = 1e-6f;

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
