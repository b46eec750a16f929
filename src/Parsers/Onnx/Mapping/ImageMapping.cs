using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators on images and other tensors with spatial dimensions.</summary>
internal static class ImageMapping
{
    private const int Plane = 2;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["DepthToSpace"] = DepthToSpace,
        ["SpaceToDepth"] = context => context.EmitSpatial(Plane,
            new SpaceToDepth((int)context.Attributes.RequiredInt("blocksize")), context.ToLast(context.Input(0), Plane)),
        ["LRN"] = LocalResponseNormalization,
        ["AffineGrid"] = AffineGrid,
        ["CenterCropPad"] = CenterCropPad,
    };

    private static void DepthToSpace(MappingContext context)
    {
        bool channelMajor = context.Attributes.Text("mode", "DCR") switch
        {
            "DCR" => false,
            "CRD" => true,
            var other => throw new InvalidNetworkException($"attribute 'mode' is '{other}', expected DCR or CRD"),
        };
        var op = new DepthToSpace((int)context.Attributes.RequiredInt("blocksize")) { ChannelMajor = channelMajor };
        context.EmitSpatial(Plane, op, context.ToLast(context.Input(0), Plane));
    }

    private static void LocalResponseNormalization(MappingContext context)
    {
        Value x = context.Input(0);
        int size = context.Attributes.Int32("size", 0), spatial = x.RankOf("operand 0") - 2;
        if (size < 1 || size % 2 == 0) throw new UnmappedException($"attribute 'size' is {size}, expected an odd number");
        context.EmitSpatial(spatial, new LocalResponseNormalization(size / 2)
        {
            Alpha = context.Attributes.Float("alpha", 1e-4f) / size,
            Beta = context.Attributes.Float("beta", 0.75f),
            Bias = context.Attributes.Float("bias", 1),
        }, context.ToLast(x, spatial));
    }

    /// <summary>theta <c>[N, k, k + 1]</c> applied to the places of a grid <c>[N, …, k]</c>, each from -1 to 1.</summary>
    private static void AffineGrid(MappingContext context)
    {
        Value theta = context.Input(0), size = context.Input(1);
        if (size.Info.Shape is not { IsRanked: true, Rank: 1 } || size.Info.Shape[0] is not (4 or 5))
            throw new UnmappedException($"operand 1 is {size.Info}, expected 4 or 5 sizes");
        int spatial = size.Info.Shape[0] - 2;
        bool corners = context.Attributes.Flag("align_corners");
        ElementType type = theta.Info.Type;
        Value sizes = context.Part(size, 0, 2, spatial + 2);
        var parts = new List<Value?>();
        // The last spatial dimension is the first coordinate; the constant 1 comes after all of them.
        for (int i = spatial - 1; i >= 0; i--)
            parts.Add(Spread(context, Places(context, context.AsScalar(context.Part(sizes, 0, i, i + 1)), type, corners), i, spatial, sizes));
        parts.Add(context.Add("ones", new Fill(), context.Concat(0, sizes, context.Integers("one", 1)), context.Scalar(type, 1)));
        Value points = context.Reshape(context.Concat(-1, [.. parts]), 1, -1, spatial + 1);
        Value moved = context.Add("moved", new MatMul { TransposeB = true }, points, theta);
        context.Emit(new Reshape { ZeroCopies = true }, moved, context.Concat(0, context.Integers("batch", 0), sizes, context.Integers("coordinates", spatial)));
    }

    private static Value Places(MappingContext context, Value count, ElementType type, bool corners)
    {
        Value steps = context.Cast(context.Add("steps", new Ops.Range(), context.Scalar(ElementType.Int64, 0), count, context.Scalar(ElementType.Int64, 1)), type);
        Value number = context.Cast(count, type), one = context.Scalar(type, 1), two = context.Scalar(type, 2);
        Value doubled = context.Binary(BinaryKind.Mul, steps, two);
        return corners
            ? context.Binary(BinaryKind.Sub, context.Binary(BinaryKind.Div, doubled, context.Binary(BinaryKind.Sub, number, one)), one)
            : context.Binary(BinaryKind.Sub, context.Binary(BinaryKind.Div, context.Binary(BinaryKind.Add, doubled, one), number), one);
    }

    private static Value Spread(MappingContext context, Value places, int axis, int spatial, Value sizes)
    {
        Value aligned = context.Unsqueeze(places, [.. Enumerable.Range(0, spatial + 1).Where(a => a != axis).Select(a => (long)a)]);
        return context.Add("spread", new BroadcastTo(), aligned, context.Concat(0, sizes, context.Integers("one", 1)));
    }

    /// <summary>Cuts the middle out, or adds zeros on both sides, axis by axis.</summary>
    private static void CenterCropPad(MappingContext context)
    {
        Value x = context.Input(0), target = context.Cast(context.Input(1), ElementType.Int64);
        int rank = x.RankOf("operand 0");
        long[] axes = context.Attributes.Ints("axes") ?? [.. Enumerable.Range(0, rank).Select(a => (long)a)];
        axes = [.. axes.Select(a => (long)InferenceContext.Axis(a, rank))];
        Value list = context.Integers("axes", axes), zero = context.Scalar(ElementType.Int64, 0), two = context.Scalar(ElementType.Int64, 2);
        Value sizes = context.Add("sizes", new Gather(0), context.ShapeOf(x), list);
        Value surplus = context.Binary(BinaryKind.Maximum, context.Binary(BinaryKind.Sub, sizes, target), zero);
        Value begin = context.Binary(BinaryKind.FloorDiv, surplus, two);
        Value end = context.Binary(BinaryKind.Add, begin, context.Binary(BinaryKind.Minimum, sizes, target));
        Value cut = context.Add("cut", new StridedSlice(), x, begin, end, null, list);
        Value lack = context.Binary(BinaryKind.Maximum, context.Binary(BinaryKind.Sub, target, sizes), zero);
        Value before = context.Binary(BinaryKind.FloorDiv, lack, two), after = context.Binary(BinaryKind.Sub, lack, before);
        Value rows = context.Concat(1, context.Unsqueeze(before, 1), context.Unsqueeze(after, 1));
        context.Emit(new Pad(PadMode.Constant), cut, SliceMapping.SpreadBorders(context, rows, list, rank));
    }
}
