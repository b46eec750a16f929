using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y = exp(Beta * (x - max)) / sum(exp(Beta * (x - max)))</c> along one axis.</summary>
/// <remarks>
/// Input and output <c>[…]</c> of one floating-point or quantized type. Sources: TFLite SOFTMAX, ONNX Softmax-13, TF Softmax, Caffe Softmax.
/// </remarks>
/// <param name="Axis">Axis to sum over; negative counts from the end.</param>
public sealed record Softmax(int Axis) : Op
{
    /// <summary>Factor of the exponent; positive, default 1.</summary>
    public float Beta { get; init; } = 1;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        if (context.IsRanked) InferenceContext.Axis(Axis, x.Shape.Rank);
        return InferenceContext.One(x.Type, x.Shape);
    }
}
