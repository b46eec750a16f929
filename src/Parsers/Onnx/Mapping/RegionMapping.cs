using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that look at images at computed places, and those that find boxes.</summary>
internal static class RegionMapping
{
    private const int Plane = 2;
    private const int HalfPixelSince = 16;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["GridSample"] = GridSample,
        ["RoiAlign"] = RoiAlign,
        ["MaxRoiPool"] = MaxRoiPool,
        ["DeformConv"] = DeformConv,
        ["Col2Im"] = Col2Im,
        ["NonMaxSuppression"] = context => context.Emit(
            new BatchedNonMaxSuppression { CenterBoxes = context.Attributes.Flag("center_point_box") }, context.AllInputs()),
    };

    private static void GridSample(MappingContext context)
    {
        Value x = context.Input(0);
        int spatial = x.RankOf("operand 0") - 2;
        ResampleMode mode = context.Attributes.Text("mode", "linear") switch
        {
            "linear" or "bilinear" => ResampleMode.Linear,
            "nearest" => ResampleMode.Nearest,
            "cubic" or "bicubic" => ResampleMode.Cubic,
            var other => throw new InvalidNetworkException($"attribute 'mode' is '{other}', expected linear, nearest or cubic"),
        };
        GridBorder border = context.Attributes.Text("padding_mode", "zeros") switch
        {
            "zeros" => GridBorder.Zeros,
            "border" => GridBorder.Edge,
            "reflection" => GridBorder.Reflect,
            var other => throw new InvalidNetworkException($"attribute 'padding_mode' is '{other}', expected zeros, border or reflection"),
        };
        context.EmitSpatial(spatial, new GridSample(mode, border) { AlignCorners = context.Attributes.Flag("align_corners") },
            context.ToLast(x, spatial), context.Cast(context.Input(1), x.Info.Type));
    }

    private static void RoiAlign(MappingContext context)
    {
        string coordinates = context.Attributes.Text("coordinate_transformation_mode", context.Opset >= HalfPixelSince ? "half_pixel" : "output_half_pixel");
        context.EmitSpatial(Plane, new RoiAlign(context.Attributes.Int32("output_height", 1), context.Attributes.Int32("output_width", 1))
        {
            SpatialScale = context.Attributes.Float("spatial_scale", 1),
            SamplingRatio = context.Attributes.Int32("sampling_ratio", 0),
            HalfPixel = coordinates == "half_pixel",
            Maximum = context.Attributes.Text("mode", "avg") == "max",
        }, context.ToLast(context.Input(0), Plane), context.Input(1), context.Input(2));
    }

    private static void MaxRoiPool(MappingContext context)
    {
        int[] size = context.Attributes.Int32s("pooled_shape") is { Length: 2 } given ? given : throw new InvalidNetworkException("attribute 'pooled_shape' is missing or not two numbers");
        context.EmitSpatial(Plane, new MaxRoiPool(size[0], size[1]) { SpatialScale = context.Attributes.Float("spatial_scale", 1) },
            context.ToLast(context.Input(0), Plane), context.Input(1));
    }

    private static void DeformConv(MappingContext context)
    {
        Value weights = context.Input(1);
        var convolution = ConvolutionShape.Read(context, weights);
        if (convolution.Spatial != Plane) throw new UnmappedException($"weights are {weights.Info}, expected two spatial dimensions");
        context.EmitSpatial(Plane, new DeformableConvolution(convolution.Window.Strides, convolution.Window.Dilations, convolution.Window.Padding)
        {
            Groups = convolution.Groups,
            OffsetGroups = context.Attributes.Int32("offset_group", 1),
        }, context.ToLast(context.Input(0), Plane), context.ToLast(weights, Plane), context.ToLast(context.Input(2), Plane), context.Optional(3),
            context.Optional(4) is { } mask ? context.ToLast(mask, Plane) : null);
    }

    private static void Col2Im(MappingContext context)
    {
        Value block = context.Input(2);
        int spatial = block.Info.Shape is { IsRanked: true, Rank: 1 } shape && shape[0] > 0 ? shape[0] : throw new UnmappedException("the number of spatial dimensions is unknown");
        WindowAttributes window = WindowAttributes.Read(context.Attributes, new int[spatial]);
        context.EmitSpatial(spatial, new ColumnsToImage(window.Strides, window.Dilations, window.Padding),
            context.Transpose(context.Input(0), 0, 2, 1), context.Input(1), block);
    }
}
