using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that cut parts out and add borders.</summary>
internal static class SliceMapping
{
    private const int SliceOperands = 10;
    private const int PadOperands = 11;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Slice"] = Slice,
        ["Pad"] = Pad,
    };

    private static void Slice(MappingContext context)
    {
        Value x = context.Input(0);
        Value begin, end;
        Value? axes, steps = null;
        if (context.Opset >= SliceOperands)
        {
            (begin, end, axes, steps) = (context.Input(1), context.Input(2), context.Optional(3), context.Optional(4));
        }
        else
        {
            begin = context.Integers("begin", context.Attributes.Ints("starts") ?? throw new InvalidNetworkException("attribute 'starts' is missing"));
            end = context.Integers("end", context.Attributes.Ints("ends") ?? throw new InvalidNetworkException("attribute 'ends' is missing"));
            axes = context.Attributes.Ints("axes") is { } listed ? context.Integers("axes", listed) : null;
        }

        context.Emit(new StridedSlice(), x, begin, end, steps, axes);
    }

    private static void Pad(MappingContext context)
    {
        if (context.Opset >= PadOperands)
        {
            Pad(context, context.Input(1), context.Optional(2));
            return;
        }

        long[] listed = context.Attributes.Ints("pads") ?? context.Attributes.Ints("paddings") ?? throw new InvalidNetworkException("attribute 'pads' is missing");
        Pad(context, context.Integers("pads", listed), context.Scalar(context.Input(0).Info.Type, context.Attributes.Float("value", 0)));
    }

    /// <summary>Adds borders; axes may be a fourth operand.</summary>
    /// <param name="context">The node.</param>
    /// <param name="pads">Elements before, then elements after.</param>
    /// <param name="value">What constant borders are made of; null for zeros.</param>
    public static void Pad(MappingContext context, Value pads, Value? value)
    {
        Value x = context.Input(0);
        PadMode mode = context.Attributes.Text("mode", "constant") switch
        {
            "constant" => PadMode.Constant,
            "reflect" => PadMode.Reflect,
            "edge" => PadMode.Edge,
            "wrap" => PadMode.Wrap,
            var other => throw new InvalidNetworkException($"attribute 'mode' is '{other}', expected constant, reflect, edge or wrap"),
        };
        if (mode != PadMode.Constant) value = null;
        if (value is not null) value = context.AsScalar(value);
        Value borders = Borders(context, x, pads);
        context.Emit(new Pad(mode), value is null ? [x, borders] : [x, borders, value]);
    }

    /// <summary>All "before" and then all "after", perhaps of some axes only, as one row of two per axis.</summary>
    private static Value Borders(MappingContext context, Value x, Value pads)
    {
        Value rows = context.Transpose(context.Reshape(pads, 2, -1), 1, 0);
        if (context.Optional(3) is not { } axes) return rows;
        return SpreadBorders(context, rows, axes, x.RankOf("operand 0"));
    }

    /// <summary>Borders of all axes, given those of some.</summary>
    /// <param name="context">The node.</param>
    /// <param name="rows">Elements before and after each of <paramref name="axes"/>.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="rank">Number of all axes.</param>
    public static Value SpreadBorders(MappingContext context, Value rows, Value axes, int rank)
    {
        Value zeros = context.Builder.Constant($"{context.Name}/none", Numbers.Filled(new TensorInfo(rows.Info.Type, [rank, 2]), 0));
        return context.Add("borders", new ScatterNd(), zeros, context.Unsqueeze(axes, -1), rows);
    }
}
