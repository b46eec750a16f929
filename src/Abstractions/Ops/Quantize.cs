using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Stores numbers as integers: <c>y = saturate(round(x / scale) + zeroPoint)</c> with the quantization of the output.</summary>
/// <remarks>
/// Input floats, or integers with another quantization; output integers, per tensor or per axis. <see cref="Requantization.FixedPoint"/>
/// rounds floats half away from zero, <see cref="Requantization.Float"/> half to even. Sources: TFLite QUANTIZE, ONNX QuantizeLinear.
/// </remarks>
/// <param name="To">Element type of the output.</param>
public sealed record Quantize(ElementType To) : Op
{
    /// <summary>How results are rounded.</summary>
    public Requantization Requantization { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(To.IsInteger() && To.BitWidth() <= 32, $"output type is {To}, expected an integer of up to 32 bits");
        InferenceContext.Require(context[0].Type.IsFloat() || context[0].Type.IsInteger(), $"operand 0 is {context[0]}, expected numbers");
        QuantizedOperands.Require(context, 0);
        QuantizedOperands.RequireOutput(context, To);
        return InferenceContext.One(To, context[0].Shape);
    }
}
