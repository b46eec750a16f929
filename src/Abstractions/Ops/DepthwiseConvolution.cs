using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A convolution in which each input channel has windows of its own: <c>y[…, i * m + j]</c> sees channel i only.</summary>
/// <remarks>
/// Operands: x <c>[N, spatial…, C]</c>; weights <c>[1, kernel…, C * m]</c> with any multiplier m; optional bias <c>[C * m]</c>. Output
/// <c>[N, spatial…, C * m]</c>. Types as for <see cref="Convolution"/>. Sources: TFLite DEPTHWISE_CONV_2D, TF DepthwiseConv2dNative, and
/// Conv with as many groups as channels.
/// </remarks>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Dilations">Distance between elements of the window per spatial dimension.</param>
/// <param name="Padding">Padding per spatial dimension.</param>
public sealed record DepthwiseConvolution(ValueList<int> Strides, ValueList<int> Dilations, Padding Padding) : Op
{
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
        if (!context.IsRanked) return InferenceContext.One(type, Shape.Unranked);
        context.RequireRank(0, 3, 5);
        Shape x = context[0].Shape, weights = context[1].Shape;
        InferenceContext.Require(weights.Rank == x.Rank, $"weights are {weights}, expected {x.Rank} dimensions like the input {x}");
        context.RequireRank(2, 1, 1);
        int channels = x.Rank - 1, spatial = x.Rank - 2;
        SlidingWindow.Check(spatial, Strides, Dilations, Padding);
        InferenceContext.Require(weights[0] is -1 or 1, $"weights are {weights}, expected 1 as their first dimension");
        if (x[channels] > 0 && weights[channels] >= 0)
            InferenceContext.Require(weights[channels] % x[channels] == 0,
                $"weights {weights} have {weights[channels]} channels, expected a multiple of the input's {x[channels]}");
        if (context.Optional(2) is { } bias && bias.Shape[0] >= 0 && weights[channels] >= 0)
            InferenceContext.Require(bias.Shape[0] == weights[channels], $"bias is {bias.Shape}, expected [{weights[channels]}]");

        Shape y = x.With(channels, weights.Dimensions[channels]);
        for (int i = 0; i < spatial; i++)
            y = y.With(i + 1, SlidingWindow.Output(x.Dimensions[i + 1], weights[i + 1], Strides[i], Dilations[i], Padding, i));
        return InferenceContext.One(type, y);
    }
}
