using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary><c>y = (x - mean) / sqrt(variance + Epsilon) * scale + bias</c> with mean and variance of a group of channels of each batch.</summary>
/// <remarks>
/// Operands, floats: x <c>[N, spatial…, C]</c>; scale and bias <c>[C]</c>, optional. Output: x's shape. The variance is the mean of squared
/// distances from the mean. Sources: ONNX GroupNormalization-21; InstanceNormalization, in which every channel is a group.
/// </remarks>
/// <param name="Groups">Number of groups of neighbouring channels; null when every channel is one.</param>
public sealed record GroupNormalization(int? Groups) : Op
{
    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <inheritdoc/>
    public override Arity Inputs => new(1, 3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        Shape x = context[0].Shape;
        InferenceContext.Require(Groups is null or > 0, $"groups are {Groups}, expected at least 1");
        context.RequireRank(0, 2);
        for (int i = 1; i < 3; i++) ChannelOperand.Check(context, i, floats: true);
        if (x.IsRanked && x[x.Rank - 1] >= 0 && Groups is { } groups)
            InferenceContext.Require(x[x.Rank - 1] % groups == 0, $"{x[x.Rank - 1]} channels cannot be divided into {groups} groups");
        return InferenceContext.One(context[0].Type, x);
    }
}
