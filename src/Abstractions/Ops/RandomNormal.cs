using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Random numbers of a normal distribution. Every run draws the same ones.</summary>
/// <remarks>
/// Operand: shape <c>[rank]</c>, Int32 or Int64. Output, a float: <c>Mean + Deviation * g</c> with g from the polar method over the generator of
/// <see cref="RandomUniform"/>: the numbers that NumPy's <c>RandomState(seed).randn</c> draws. Sources: ONNX RandomNormal and RandomNormalLike.
/// </remarks>
/// <param name="OutputType">A float.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation.</param>
public sealed record RandomNormal(ElementType OutputType, float Mean, float Deviation) : Op
{
    /// <summary>What the generator begins with.</summary>
    public uint Seed { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType.IsFloat(), $"output type is {OutputType}, expected a float");
        return InferenceContext.One(OutputType, VectorOperand.ToShape(context, 0));
    }
}
