using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Resize and Upsample.</summary>
internal static class ResizeMapping
{
    private const int RegionOperand = 11;
    private const int ScalesOperand = 9;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Resize"] = Resize,
        ["Upsample"] = Upsample,
    };

    private static void Resize(MappingContext context)
    {
        if (context.Opset < RegionOperand)
        {
            Old(context, context.Input(1));
            return;
        }

        Value x = context.Input(0);
        NodeAttributes a = context.Attributes;
        int[] axes = a.Int32s("axes") ?? [.. Enumerable.Range(0, x.RankOf("operand 0"))];
        ResampleCoordinates coordinates = a.Text("coordinate_transformation_mode", "half_pixel") switch
        {
            "half_pixel" => ResampleCoordinates.HalfPixel,
            "half_pixel_symmetric" => ResampleCoordinates.HalfPixelSymmetric,
            "pytorch_half_pixel" => ResampleCoordinates.HalfPixelOrFirst,
            "align_corners" => ResampleCoordinates.AlignCorners,
            "asymmetric" => ResampleCoordinates.Asymmetric,
            "tf_crop_and_resize" => ResampleCoordinates.CropAndResize,
            var other => throw new UnmappedException($"attribute 'coordinate_transformation_mode' is '{other}', which is not supported"),
        };
        var op = new Resample(ModeOf(a.Text("mode", "nearest")), coordinates, axes.ToValueList())
        {
            Rounding = RoundingOf(a.Text("nearest_mode", "round_prefer_floor")),
            Aspect = a.Text("keep_aspect_ratio_policy", "stretch") switch
            {
                "stretch" => ResampleAspect.Stretch,
                "not_larger" => ResampleAspect.NotLarger,
                "not_smaller" => ResampleAspect.NotSmaller,
                var other => throw new InvalidNetworkException($"attribute 'keep_aspect_ratio_policy' is '{other}', expected stretch, not_larger or not_smaller"),
            },
            Antialias = a.Flag("antialias"),
            ExcludeOutside = a.Flag("exclude_outside"),
            CubicA = a.Float("cubic_coeff_a", -0.75f),
            Extrapolation = a.Float("extrapolation_value", 0),
        };
        Emit(context, op, Filled(context, 3), Filled(context, 2), coordinates == ResampleCoordinates.CropAndResize ? context.Input(1) : null);
    }

    private static void Upsample(MappingContext context)
    {
        if (context.Opset >= ScalesOperand) Old(context, context.Input(1));
        else if (context.Attributes.Floats("scales") is { } scales) Old(context, Scales(context, scales));
        else if (context.Attributes.Has("height_scale") && context.Attributes.Has("width_scale"))
            Old(context, Scales(context, [1, 1, context.Attributes.Float("height_scale", 1), context.Attributes.Float("width_scale", 1)]));
        else throw new InvalidNetworkException("attribute 'scales' is missing");
    }

    private static void Old(MappingContext context, Value scales)
    {
        int rank = context.Input(0).RankOf("operand 0");
        Emit(context, new Resample(ModeOf(context.Attributes.Text("mode", "nearest")), ResampleCoordinates.Asymmetric, Enumerable.Range(0, rank).ToValueList())
        {
            Rounding = ResampleRounding.Floor,
        }, null, scales, null);
    }

    /// <summary>Axes that keep their size are left out where that is known: spatial axes remain.</summary>
    private static void Emit(MappingContext context, Resample op, Value? sizes, Value? scales, Value? regions)
    {
        Value x = context.Input(0);
        int count = op.Axes.Count;
        int[] kept = [.. Enumerable.Range(0, count)];
        if (scales?.Constant is { Info: { Type: ElementType.Float32, ElementCount: var given } } known && given == count && regions is null)
        {
            float[] numbers = known.Span<float>().ToArray();
            kept = [.. kept.Where(i => numbers[i] != 1)];
            scales = Scales(context, [.. kept.Select(i => numbers[i])]);
        }
        else if (sizes?.Constant is { } wanted && wanted.Info.ElementCount == count && regions is null && op.Aspect == ResampleAspect.Stretch && x.Info.Shape.IsRanked)
        {
            long[] numbers = wanted.ToInt64Array();
            kept = [.. kept.Where(i => x.Info.Shape[InferenceContext.Axis(op.Axes[i], x.Info.Shape.Rank)] != numbers[i])];
            sizes = context.Integers("sizes", [.. kept.Select(i => numbers[i])]);
        }

        if (kept.Length == 0)
        {
            context.SetOutput(0, x);
            return;
        }

        context.Emit(op with { Axes = kept.Select(i => op.Axes[i]).ToValueList() }, x, sizes, scales, regions);
    }

    private static Value Scales(MappingContext context, float[] scales) =>
        context.Builder.Constant($"{context.Name}/scales", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [scales.Length]), scales));

    /// <summary>Some exporters write an empty list for an operand that is left out.</summary>
    private static Value? Filled(MappingContext context, int index) =>
        context.Optional(index) is { } value && value.Info.Shape is not { IsStatic: true, ElementCount: 0 } ? value : null;

    private static ResampleMode ModeOf(string text) => text switch
    {
        "nearest" => ResampleMode.Nearest,
        "linear" or "bilinear" or "trilinear" => ResampleMode.Linear,
        "cubic" or "bicubic" => ResampleMode.Cubic,
        _ => throw new InvalidNetworkException($"attribute 'mode' is '{text}', expected nearest, linear or cubic"),
    };

    private static ResampleRounding RoundingOf(string text) => text switch
    {
        "round_prefer_floor" => ResampleRounding.HalfDown,
        "round_prefer_ceil" => ResampleRounding.HalfUp,
        "floor" => ResampleRounding.Floor,
        "ceil" => ResampleRounding.Ceiling,
        _ => throw new InvalidNetworkException($"attribute 'nearest_mode' is '{text}', expected round_prefer_floor, round_prefer_ceil, floor or ceil"),
    };
}
