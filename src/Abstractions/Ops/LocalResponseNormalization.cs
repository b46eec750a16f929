using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y[…, c] = x[…, c] / (Bias + Alpha * sum of x² over channels c - Radius … c + Radius)^Beta</c>.</summary>
/// <remarks>Input and output <c>[…, C]</c>, floats. Sources: TFLite LOCAL_RESPONSE_NORMALIZATION; ONNX and Caffe LRN, whose alpha is divided by the window's size.</remarks>
/// <param name="Radius">Channels to each side.</param>
public sealed record LocalResponseNormalization(int Radius) : Op
{
    /// <summary>Constant added to the sum.</summary>
    public float Bias { get; init; } = 1;

    /// <summary>Factor of the sum.</summary>
    public float Alpha { get; init; } = 1;

    /// <summary>Exponent.</summary>
    public float Beta { get; init; } = 0.5f;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(context[0].Type.IsFloat(), $"operand 0 is {context[0]}, expected floats");
        InferenceContext.Require(Radius >= 0, $"radius is {Radius}, expected 0 or more");
        context.RequireRank(0, 1);
        return InferenceContext.One(context[0].Type, context[0].Shape);
    }
}
