using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Random numbers, each equally likely between two bounds. Every run draws the same ones.</summary>
/// <remarks>
/// Operand: shape <c>[rank]</c>, Int32 or Int64. Output, a float: <c>Low + (High - Low) * u</c> with u from 0 to below 1, 53 bits of the Mersenne Twister
/// MT19937 that begins with <see cref="Seed"/>: the numbers that NumPy's <c>RandomState(seed).uniform</c> draws. Sources: ONNX RandomUniform,
/// RandomUniformLike, Dropout and Bernoulli.
/// </remarks>
/// <param name="OutputType">A float.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
public sealed record RandomUniform(ElementType OutputType, float Low, float High) : Op
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
