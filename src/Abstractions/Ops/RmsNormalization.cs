using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y = x / sqrt(mean(x * x) + Epsilon) * scale</c> with the mean of the last dimensions.</summary>
/// <remarks>Operands, floats: x <c>[…]</c>; scale, optional, broadcast to x. Output: x's shape. Sources: ONNX RMSNormalization-23.</remarks>
/// <param name="Axis">First of the dimensions that are normalised; negative counts from the end.</param>
public sealed record RmsNormalization(int Axis) : Op
{
    /// <summary>Added to the mean.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <inheritdoc/>
    public override Arity Inputs => new(1, 2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context) => [LayerNormalization.Normalized(context, Axis)];
}
