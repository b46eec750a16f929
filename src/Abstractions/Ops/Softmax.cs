using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y = exp(Beta * (x - max)) / sum(exp(Beta * (x - max)))</c> along one axis.</summary>
/// <remarks>
/// Input and output <c>[…]</c> of one floating-point or quantized type; a quantized output may have another type. Sources: TFLite SOFTMAX, ONNX Softmax-13, TF Softmax, Caffe Softmax.
/// </remarks>
/// <param name="Axis">Axis to sum over; negative counts from the end.</param>
public sealed record Softmax(int Axis) : Op
{
    /// <summary>Factor of the exponent; positive, default 1.</summary>
    public float Beta { get; init; } = 1;

    /// <summary>Element type of the output; null for that of the input.</summary>
    public ElementType? OutputType { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        if (context.IsRanked) InferenceContext.Axis(Axis, x.Shape.Rank);
        InferenceContext.Require(OutputType is null || OutputType == x.Type || (x.Type.IsInteger() && OutputType.Value.IsInteger()),
            $"the output is {OutputType}, expected {x.Type}, or an integer for an integer");
        return InferenceContext.One(OutputType ?? x.Type, x.Shape);
    }
}
