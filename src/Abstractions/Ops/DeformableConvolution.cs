using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>A convolution whose window elements are moved by offsets that the network computes, and weighted by a mask.</summary>
/// <remarks>
/// Operands, floats: x <c>[N, H, W, C]</c>; weights <c>[O, kH, kW, C / Groups]</c>; offsets <c>[N, oH, oW, G * kH * kW * 2]</c>, rows before columns, with G
/// <see cref="OffsetGroups"/>, one for each of as many parts of the channels; optional bias <c>[O]</c>; optional mask <c>[N, oH, oW, G * kH * kW]</c>.
/// Output <c>[N, oH, oW, O]</c>. Between elements x is interpolated linearly; outside of it is 0. Sources: ONNX DeformConv-22, torchvision
/// deform_conv2d.
/// </remarks>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Dilations">Distance between elements of the window per spatial dimension.</param>
/// <param name="Padding">Padding per spatial dimension.</param>
public sealed record DeformableConvolution(ValueList<int> Strides, ValueList<int> Dilations, Padding Padding) : Op
{
    /// <summary>Parts into which channels are divided; each output channel sees one part of the input channels.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Parts into which input channels are divided; each has offsets of its own.</summary>
    public int OffsetGroups { get; init; } = 1;

    /// <inheritdoc/>
    public override Arity Inputs => new(3, 5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        for (int i = 1; i < context.Count; i++)
        {
            context.RequireSameType(0, i);
            context.RequireRank(i, i == 3 ? 1 : 4, i == 3 ? 1 : 4);
        }

        context.RequireRank(0, 4, 4);
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.OfRank(4));
        SlidingWindow.Check(2, Strides, Dilations, Padding);
        Shape weights = context[1].Shape;
        InferenceContext.Require(Groups > 0 && OffsetGroups > 0, $"groups are {Groups} and {OffsetGroups}, expected at least 1");
        if (x.Shape[3] >= 0 && weights[3] >= 0)
            InferenceContext.Require((long)weights[3] * Groups == x.Shape[3] && x.Shape[3] % OffsetGroups == 0,
                $"weights {context[1]} and offsets take {weights[3]} channels in {Groups} and {OffsetGroups} group(s), the input is {x}");
        InferenceContext.Require(weights[0] < 0 || weights[0] % Groups == 0, $"{weights[0]} output channels cannot be divided into {Groups} groups");
        Shape y = x.Shape.With(3, weights.Dimensions[0]);
        for (int i = 0; i < 2; i++)
            y = y.With(i + 1, SlidingWindow.Output(x.Shape.Dimensions[i + 1], weights[i + 1], Strides[i], Dilations[i], Padding, i));
        Dimension elements = Sizes.Multiply(weights[1] < 0 ? Dimension.Unknown : Sizes.Multiply(weights.Dimensions[2], weights[1]), OffsetGroups);
        Fits(context, 2, y.With(3, Sizes.Multiply(elements, 2)));
        Fits(context, 4, y.With(3, elements));
        if (context.Optional(3) is { } bias)
            InferenceContext.Require(bias.Shape.IsCompatibleWith([weights.Dimensions[0]]), $"operand 3 is {bias}, expected [{weights.Dimensions[0]}]");
        return InferenceContext.One(x.Type, y);
    }

    private static void Fits(InferenceContext context, int index, Shape expected)
    {
        if (context.Optional(index) is { } operand)
            InferenceContext.Require(operand.Shape.IsCompatibleWith(expected), $"operand {index} is {operand}, expected shape {expected}");
    }
}
