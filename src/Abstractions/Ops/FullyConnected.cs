using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y[n, o] = activation(bias[o] + sum over i of x[n, i] * w[o, i])</c>.</summary>
/// <remarks>
/// Operands: x <c>[…, I]</c>, or any shape whose number of elements is a multiple of I; weights <c>[O, I]</c>; optional bias <c>[O]</c>.
/// Output <c>[N, O]</c>, or <c>[…, O]</c> with <see cref="KeepDimensions"/>. Types as for <see cref="Convolution"/>. Sources: TFLite
/// FULLY_CONNECTED, ONNX Gemm, Caffe InnerProduct.
/// </remarks>
public sealed record FullyConnected : Op
{
    /// <summary>Whether the output keeps all dimensions of x but the last.</summary>
    public bool KeepDimensions { get; init; }

    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; init; }

    /// <summary>How integer accumulators become results.</summary>
    public Requantization Requantization { get; init; }

    /// <summary>Arithmetic of float activations with integer weights.</summary>
    public HybridQuantization Hybrid { get; init; }

    /// <summary>Type of the output when it is not that of x; Int32 yields the accumulators as they are.</summary>
    public ElementType? OutputType { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(2, 3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        ElementType type = QuantizedOperands.DenseOutput(context, OutputType);
        if (!context.IsRanked) return InferenceContext.One(type, KeepDimensions ? Shape.Unranked : Shape.OfRank(2));
        context.RequireRank(1, 2, 2);
        Shape x = context[0].Shape, weights = context[1].Shape;
        int depth = weights[1];
        if (context.Optional(2) is { } bias && bias.Shape.IsStatic && weights[0] >= 0)
            InferenceContext.Require(bias.ElementCount == weights[0], $"bias is {bias.Shape}, expected [{weights[0]}]");
        if (KeepDimensions)
        {
            InferenceContext.Require(x.Rank > 0, "operand 0 is a scalar, expected at least one dimension");
            InferenceContext.Require(x[x.Rank - 1] < 0 || depth < 0 || x[x.Rank - 1] == depth,
                $"operand 0 is {x}, expected {depth} as its last dimension like the weights {weights}");
            return InferenceContext.One(type, x.With(x.Rank - 1, weights.Dimensions[0]));
        }

        Dimension batch = Dimension.Unknown;
        if (x.IsStatic && depth >= 0)
        {
            InferenceContext.Require(depth > 0 && x.ElementCount % depth == 0, $"operand 0 is {x}, expected a multiple of {depth} elements like the weights {weights}");
            batch = checked((int)(x.ElementCount / depth));
        }
        else if (x.Rank == 2)
        {
            batch = x.Dimensions[0];
        }

        return InferenceContext.One(type, [batch, weights.Dimensions[0]]);
    }
}
