using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary><c>y = activation((x - mean) / sqrt(variance + Epsilon) * scale + bias)</c>, per channel, with mean and variance from training.</summary>
/// <remarks>
/// Operands, floats: x <c>[…, C]</c>; scale, bias, mean and variance <c>[C]</c>. Output: x's shape. Sources: ONNX BatchNormalization, TF FusedBatchNorm,
/// Caffe BatchNorm with Scale.
/// </remarks>
public sealed record BatchNormalization : Op
{
    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; init; } = Activation.None;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireRank(0, 1);
        for (int i = 1; i < 5; i++) ChannelOperand.Check(context, i, floats: true);
        return InferenceContext.One(context[0].Type, context[0].Shape);
    }
}
