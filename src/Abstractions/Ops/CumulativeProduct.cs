using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Running products along one axis.</summary>
/// <remarks>
/// Operands: x <c>[…]</c>, floats or integers of at least 8 bits; axis, one Int32 or Int64, negative counts from the end. Output like x. Sources:
/// ONNX CumProd, TF Cumprod.
/// </remarks>
public sealed record CumulativeProduct : Op
{
    /// <summary>Whether an element is left out of its own product.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether products run from the end.</summary>
    public bool Reverse { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context) => CumulativeSum.Running(context);
}
