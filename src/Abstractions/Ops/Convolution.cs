using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y[n, o…, c] = activation(bias[c] + sum over k… and i of x[n, o * stride + k * dilation - padding, i] * w[c, k…, i])</c>.</summary>
/// <remarks>
/// Operands: x <c>[N, spatial…, C]</c> with one to three spatial dimensions; weights <c>[O, kernel…, C / Groups]</c>; optional bias <c>[O]</c>.
/// Output <c>[N, spatial…, O]</c>. Floats; or 4- to 16-bit integers with quantization, then the bias is Int32 or Int64 in units of
/// input scale times weight scale, and accumulators are exact; or float activations with integer weights (<see cref="Hybrid"/>). Padding
/// contributes nothing. Sources: TFLite CONV_2D and CONV_3D, ONNX Conv, QLinearConv and ConvInteger, TF Conv1D/2D/3D, Caffe Convolution.
/// </remarks>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Dilations">Distance between elements of the window per spatial dimension.</param>
/// <param name="Padding">Padding per spatial dimension.</param>
public sealed record Convolution(ValueList<int> Strides, ValueList<int> Dilations, Padding Padding) : Op
{
    /// <summary>Parts into which channels are divided; each output channel sees one part of the input channels.</summary>
    public int Groups { get; init; } = 1;

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
        InferenceContext.Require(Groups > 0, $"groups are {Groups}, expected at least 1");
        if (x[channels] >= 0 && weights[channels] >= 0)
            InferenceContext.Require((long)weights[channels] * Groups == x[channels],
                $"weights {weights} take {weights[channels]} channels in {Groups} group(s), the input {x} has {x[channels]}");
        if (weights[0] >= 0) InferenceContext.Require(weights[0] % Groups == 0, $"{weights[0]} output channels cannot be divided into {Groups} groups");
        if (context.Optional(2) is { } bias && bias.Shape[0] >= 0 && weights[0] >= 0)
            InferenceContext.Require(bias.Shape[0] == weights[0], $"bias is {bias.Shape}, expected [{weights[0]}]");

        Dimension[] y = x.Dimensions.Span.ToArray();
        y[channels] = weights.Dimensions[0];
        for (int i = 0; i < spatial; i++)
            y[i + 1] = SlidingWindow.Output(x.Dimensions[i + 1], weights[i + 1], Strides[i], Dilations[i], Padding, i);
        return InferenceContext.One(type, Shape.Create(y));
    }
}
