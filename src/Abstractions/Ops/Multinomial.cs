using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Draws classes by their probabilities. Every run draws the same ones.</summary>
/// <remarks>
/// Operands: logarithms of probabilities up to a common constant, floats <c>[N, C]</c>, C at least 1; number of draws, one Int32 or Int64. Output
/// <c>[N, draws]</c>: the first class at which the sum of probabilities exceeds u, the next number of the generator of <see cref="RandomUniform"/>, row
/// by row. Sources: ONNX Multinomial-22.
/// </remarks>
/// <param name="OutputType">Int32 or Int64.</param>
public sealed record Multinomial(ElementType OutputType) : Op
{
    /// <summary>What the generator begins with.</summary>
    public uint Seed { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(OutputType is ElementType.Int32 or ElementType.Int64, $"output type {OutputType}, expected Int32 or Int64");
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireRank(0, 2, 2);
        Dimension draws = VectorOperand.Scalar(context, 1) is { } count ? Sizes.Checked(count, "number of draws") : Dimension.Unknown;
        if (x.Shape.IsRanked) InferenceContext.Require(x.Shape[1] != 0, $"operand 0 is {x}, expected at least one class");
        return InferenceContext.One(OutputType, [x.Shape.IsRanked ? x.Shape.Dimensions[0] : Dimension.Unknown, draws]);
    }
}
