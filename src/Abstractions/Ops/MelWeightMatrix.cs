using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Triangular filters, evenly spaced on the mel scale, that turn a spectrum into bands.</summary>
/// <remarks>
/// Operands, one element each: number of bands B and length of the transform L, sample rate (Int32 or Int64); lowest and highest frequency in Hz (Float32). Output
/// <c>[L / 2 + 1, B]</c>. The edges of the bands are <c>floor((L + 1) * f / rate)</c> for frequencies f at equal distances of
/// <c>2595 log10(1 + f / 700)</c>, of which the last step is left out, as ONNX has it. Sources: ONNX MelWeightMatrix-17.
/// </remarks>
/// <param name="OutputType">A float.</param>
public sealed record MelWeightMatrix(ElementType OutputType) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType.IsFloat(), $"output type is {OutputType}, expected a float");
        long? bands = VectorOperand.Scalar(context, 0), length = VectorOperand.Scalar(context, 1), rate = VectorOperand.Scalar(context, 2);
        context.RequireType(3, ElementType.Float32);
        context.RequireType(4, ElementType.Float32);
        for (int i = 3; i < 5; i++)
            if (context[i].Shape.IsStatic) InferenceContext.Require(context[i].ElementCount == 1, $"operand {i} is {context[i]}, expected one element");
        InferenceContext.Require(rate is null or > 0, $"sample rate is {rate}, expected a positive number");
        Dimension bins = length is { } l ? Sizes.Checked((Sizes.Checked(l, "length").Size / 2) + 1) : Dimension.Unknown;
        return InferenceContext.One(OutputType, [bins, bands is { } b ? Sizes.Checked(b, "number of bands") : Dimension.Unknown]);
    }
}
