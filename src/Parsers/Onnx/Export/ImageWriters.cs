using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Images of another size, and looked up at computed places.</summary>
internal static class ImageWriters
{
    private const int AspectOpset = 18, GridOfAnyRank = 20, Plane = 2;

    public static void Register(WriterTable table)
    {
        table.Add<Resize>(Resize);
        table.Add<Resample>(Resample);
        table.Add<GridSample>(GridSample);
        table.Add<RoiAlign>(RoiAlign);
    }

    private static void Resize(NodeWriter w, Resize op)
    {
        int spatial = w.Spatial();
        List<(string, object)> attributes =
        [
            ("mode", op.Mode == ResizeMode.Nearest ? "nearest" : "linear"), ("coordinate_transformation_mode", Coordinates(op)),
        ];
        if (op.Mode == ResizeMode.Nearest) attributes.Add(("nearest_mode", Rounding(op)));
        // Interpolated integers are rounded when they are stored again; copied ones stay what they are.
        bool numbers = op.Mode == ResizeMode.Linear || w.Info(0).Type == ElementType.Int16;
        string Resized(string x) => w.Emit("Resize", [x, "", "", Sizes(w, x, Enumerable.Range(2, spatial).ToValueList())], [.. attributes]);
        if (numbers) w.FinishLast(Resized(w.RealFirst(0, spatial)), spatial);
        else w.Move(x => w.ToLast(Resized(w.ToFirst(x, spatial)), spatial));
    }

    /// <summary>Sizes of all axes, of which operand 1 has some: ONNX has an attribute for that, with which not every runtime copes.</summary>
    private static string Sizes(NodeWriter w, string x, ValueList<int> axes) => Spread(w, w.Emit("Shape", [x]), w.List(1, "sizes"), axes);

    /// <summary>A list with the entries of some axes replaced.</summary>
    private static string Spread(NodeWriter w, string all, string some, ValueList<int> axes) => w.Emit("ScatterElements", [all, w.Int64s("axes", axes), some], ("axis", 0));

    private static string Coordinates(Resize op) => op.Coordinates switch
    {
        ResizeCoordinates.Asymmetric => "asymmetric",
        ResizeCoordinates.HalfPixel => "half_pixel",
        ResizeCoordinates.AlignCorners => "align_corners",
    };

    /// <summary>With half pixels the nearest element is <c>floor((i + 0.5) * scale)</c>, which is ONNX's place rounded half up.</summary>
    private static string Rounding(Resize op) => (op.Coordinates, op.Rounding) switch
    {
        (ResizeCoordinates.HalfPixel, ResizeRounding.Floor) => "round_prefer_ceil",
        (ResizeCoordinates.HalfPixel, _) => throw new UnwritableException("the nearest element of a half-pixel place rounded twice"),
        (_, ResizeRounding.Floor) => "floor",
        _ => "round_prefer_ceil",
    };

    private static void Resample(NodeWriter w, Resample op)
    {
        w.RequireOpset(AspectOpset, "Resize of some axes");
        int rank = w.Rank(0);
        ValueList<int> axes = op.Axes.Select(a => InferenceContext.Axis(a, rank)).ToValueList();
        // Ratios that are to be kept are those of the axes listed.
        bool some = op.Aspect != ResampleAspect.Stretch || w.Node.HasInput(3);
        (string, object)[] listed = some ? [("axes", axes)] : [];
        List<(string, object)> attributes =
        [
            .. listed, ("mode", op.Mode.ToString().ToLowerInvariant()), ("antialias", op.Antialias),
            ("exclude_outside", op.ExcludeOutside), ("cubic_coeff_a", op.CubicA), ("extrapolation_value", op.Extrapolation),
            ("coordinate_transformation_mode", op.Coordinates switch
            {
                ResampleCoordinates.HalfPixel => "half_pixel",
                ResampleCoordinates.HalfPixelSymmetric => "half_pixel_symmetric",
                ResampleCoordinates.HalfPixelOrFirst => "pytorch_half_pixel",
                ResampleCoordinates.AlignCorners => "align_corners",
                ResampleCoordinates.Asymmetric => "asymmetric",
                ResampleCoordinates.CropAndResize => "tf_crop_and_resize",
            }),
            ("nearest_mode", op.Rounding switch
            {
                ResampleRounding.HalfDown => "round_prefer_floor",
                ResampleRounding.HalfUp => "round_prefer_ceil",
                ResampleRounding.Floor => "floor",
                ResampleRounding.Ceiling => "ceil",
            }),
            ("keep_aspect_ratio_policy", op.Aspect switch
            {
                ResampleAspect.Stretch => "stretch",
                ResampleAspect.NotLarger => "not_larger",
                ResampleAspect.NotSmaller => "not_smaller",
            }),
        ];
        string sizes = !w.Node.HasInput(1) ? "" : some ? w.List(1, "sizes") : Sizes(w, w.Stored(0), axes);
        string scales = !w.Node.HasInput(2) || sizes.Length > 0 ? "" : some ? w.Stored(2)
            : Spread(w, w.Filled(ElementType.Float32, [rank], 1), w.Stored(2), axes);
        string regions = w.Node.HasInput(3) ? w.Stored(3) : "";
        w.Result(0, w.Emit("Resize", [w.Stored(0), regions, scales, sizes], [.. attributes]));
    }

    private static void GridSample(NodeWriter w, GridSample op)
    {
        int spatial = w.Spatial();
        if (spatial != Plane) w.RequireOpset(GridOfAnyRank, $"GridSample over {spatial} dimensions");
        string suffix = w.Opset >= GridOfAnyRank ? "" : "bi";
        string y = w.Emit("GridSample", [w.ToFirst(w.Stored(0), spatial), w.Stored(1)],
            ("mode", op.Mode switch { ResampleMode.Nearest => "nearest", ResampleMode.Linear => $"{suffix}linear", ResampleMode.Cubic => $"{suffix}cubic" }),
            ("padding_mode", op.Border switch { GridBorder.Zeros => "zeros", GridBorder.Edge => "border", GridBorder.Reflect => "reflection" }),
            ("align_corners", op.AlignCorners));
        w.Result(0, w.ToLast(y, spatial));
    }

    private static void RoiAlign(NodeWriter w, RoiAlign op)
    {
        string y = w.Emit("RoiAlign", [w.ToFirst(w.Stored(0), Plane), w.Stored(1), w.Int64(2)], ("output_height", op.Height), ("output_width", op.Width),
            ("spatial_scale", op.SpatialScale), ("sampling_ratio", op.SamplingRatio), ("mode", op.Maximum ? "max" : "avg"),
            ("coordinate_transformation_mode", op.HalfPixel ? "half_pixel" : "output_half_pixel"));
        w.Result(0, w.ToLast(y, Plane));
    }
}
