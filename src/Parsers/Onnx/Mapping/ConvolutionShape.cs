using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What the convolutions of the format have in common: windows, groups and the order of their weights.</summary>
/// <param name="Window">Strides, dilations, padding.</param>
/// <param name="Groups">Parts into which channels are divided.</param>
/// <param name="IsDepthwise">Whether each part has one input channel.</param>
internal sealed record ConvolutionShape(WindowAttributes Window, int Groups, bool IsDepthwise)
{
    public int Spatial => Window.Spatial;

    /// <summary>Reads the attributes of a node with weights <c>[O, C / groups, kernel…]</c>.</summary>
    /// <exception cref="UnmappedException">The number of dimensions is unknown, or none is spatial.</exception>
    public static ConvolutionShape Read(MappingContext context, Value weights)
    {
        Shape shape = weights.Info.Shape;
        if (!shape.IsRanked || shape.Rank < 3) throw new UnmappedException($"weights are {weights.Info}, expected at least 3 dimensions");
        int groups = context.Attributes.Int32("group", 1);
        return new ConvolutionShape(WindowAttributes.Read(context.Attributes, shape.ToArray()[2..]), groups, groups > 1 && shape[1] == 1);
    }

    /// <summary>The operator; its weights are those of <see cref="Weights"/>.</summary>
    /// <param name="type">Type of the output when it is not that of the input.</param>
    /// <param name="requantization">How integer accumulators become results.</param>
    public Op ToOp(ElementType? type = null, Requantization requantization = default) => IsDepthwise
        ? new DepthwiseConvolution(Window.Strides, Window.Dilations, Window.Padding) { OutputType = type, Requantization = requantization }
        : new Convolution(Window.Strides, Window.Dilations, Window.Padding) { Groups = Groups, OutputType = type, Requantization = requantization };

    /// <summary>The same over an input that is padded already.</summary>
    public ConvolutionShape Unpadded() => this with { Window = Window with { Padding = Padding.Valid } };

    /// <summary>Elements before and after each dimension of the input <c>[N, spatial…, C]</c>; null when they depend on sizes that are unknown.</summary>
    /// <param name="x">Shape of the input <c>[N, C, spatial…]</c>.</param>
    public long[]? Paddings(Shape x)
    {
        bool dependsOnSize = Window.Padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower;
        if (dependsOnSize && (!x.IsStatic || Window.Kernel.Contains(-1))) return null;
        var paddings = new long[2 * (Spatial + 2)];
        for (int i = 0; i < Spatial; i++)
            (paddings[2 * (i + 1)], paddings[(2 * (i + 1)) + 1]) = Window.Padding.Resolve(i, dependsOnSize ? x[i + 2] : 0, Window.Kernel[i], Window.Strides[i], Window.Dilations[i]);
        return paddings;
    }

    /// <summary>The input <c>[1, spatial…, C]</c> that makes one window.</summary>
    /// <param name="weights">Shape of the weights <c>[O, C / groups, kernel…]</c>.</param>
    public Shape OneWindow(Shape weights)
    {
        var sizes = new int[Spatial + 2];
        (sizes[0], sizes[^1]) = (1, weights[1] * Groups);
        for (int i = 0; i < Spatial; i++) sizes[i + 1] = ((Window.Kernel[i] - 1) * Window.Dilations[i]) + 1;
        return Shape.Of(sizes);
    }

    /// <summary>Weights in the order of the operator: <c>[O, kernel…, C / groups]</c>, or <c>[1, kernel…, O]</c> when depthwise.</summary>
    public Value Weights(MappingContext context, Value weights) => context.AddQuantized("weights", new Transpose(), Moved(weights.Info.Quantization),
        weights, IsDepthwise ? context.Integers("order", [1, .. ChannelsLast.Axes(2, Spatial), 0]) : context.OrderToLast(Spatial));

    /// <summary>Scales belong to output channels, which are last in depthwise weights.</summary>
    private QuantizationInfo? Moved(QuantizationInfo? quantization) =>
        quantization is { Axis: 0 } && IsDepthwise ? quantization with { Axis = Spatial + 1 } : quantization;
}
