using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Converts stored elements to another type; quantization plays no part.</summary>
/// <remarks>
/// Floats become integers by truncation, saturated; integers that do not fit wrap around; Bool becomes 0 or 1, and what is not 0 becomes
/// true; complex numbers lose their imaginary part. 8- and 4-bit floats take the nearest value, see <see cref="NarrowFloats"/>. Sources: TFLite CAST, ONNX Cast, TF Cast.
/// </remarks>
/// <param name="To">Element type of the output.</param>
public sealed record Cast(ElementType To) : Op
{
    /// <summary>Whether what is beyond the range of an 8-bit float becomes its largest value. Default true.</summary>
    public bool Saturate { get; init; } = true;

    /// <summary>Which power of two a number becomes: for <see cref="ElementType.Float8E8M0"/>.</summary>
    public ScaleRounding ScaleRounding { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context) => InferenceContext.One(To, context[0].Shape);
}
