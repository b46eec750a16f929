using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Turns stored integers into the numbers they stand for: <c>y = scale * (x - zeroPoint)</c>; widens narrow floats.</summary>
/// <remarks>
/// Input integers with quantization (per tensor, per axis or block-wise), or Float16 and BFloat16. Sources: TFLite DEQUANTIZE, ONNX
/// DequantizeLinear.
/// </remarks>
/// <param name="To">Element type of the output, a float.</param>
public sealed record Dequantize(ElementType To) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(To.IsFloat(), $"output type is {To}, expected a float");
        InferenceContext.Require(context[0].Type.IsFloat() || context[0].Type.IsInteger(), $"operand 0 is {context[0]}, expected numbers");
        QuantizedOperands.Require(context, 0);
        return InferenceContext.One(To, context[0].Shape);
    }
}
