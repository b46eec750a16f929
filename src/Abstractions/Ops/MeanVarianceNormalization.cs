using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary><c>y = (x - mean) / (sqrt(variance) + Epsilon)</c> with mean and variance along some axes.</summary>
/// <remarks>
/// Operands: x <c>[…]</c>, floats; axes, Int32 or Int64, negative ones count from the end. Output: x's shape. The variance is the mean of squared
/// distances from the mean. Sources: ONNX MeanVarianceNormalization-13, Caffe MVN.
/// </remarks>
public sealed record MeanVarianceNormalization : Op
{
    /// <summary>Added to the deviation.</summary>
    public float Epsilon { get; init; } = 1e-9f;

    /// <summary>Whether the difference from the mean is divided at all. Default true.</summary>
    public bool NormalizeVariance { get; init; } = true;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        VectorOperand.Count(context, 1);
        if (x.Shape.IsRanked) VectorOperand.Axes(context, 1, x.Shape.Rank);
        return InferenceContext.One(x.Type, x.Shape);
    }
}
