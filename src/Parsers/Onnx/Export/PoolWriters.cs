using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Windows that slide over each channel.</summary>
internal static class PoolWriters
{
    private const int AverageWithDilations = 19;

    public static void Register(WriterTable table)
    {
        table.Add<Pool>(Pool);
        table.Add<MaxPoolWithIndices>(MaxWithIndices);
        table.Add<MaxUnpool>(MaxUnpool);
        table.Add<MaxRoiPool>((w, op) => w.Result(0, w.ToLast(w.Emit("MaxRoiPool", [w.ToFirst(w.Stored(0), 2), w.Stored(1)],
            ("pooled_shape", new[] { op.Height, op.Width }), ("spatial_scale", op.SpatialScale)), 2)));
        table.Add<ColumnsToImage>(ColumnsToImage);
    }

    private static void Pool(NodeWriter w, Pool op)
    {
        int spatial = w.Spatial();
        // The largest of 8-bit integers is the integer of the largest number.
        bool asStored = op.Kind == PoolKind.Max && op.Activation == Activation.None && w.Info(0).Type is ElementType.Int8 or ElementType.UInt8
            && Quantized.SameStorage(w.Info(0), w.Node.Outputs[0].Info);
        string x = asStored ? w.ToFirst(w.Stored(0), spatial) : w.RealFirst(0, spatial);
        List<(string, object)> attributes = Attributes(w, op.Window, op.Strides, op.Padding, op.Dilations, op.Ceiling);
        if (op.Kind is PoolKind.Average or PoolKind.L2)
        {
            if (op.Dilations.Any(d => d != 1)) w.RequireOpset(AverageWithDilations, "an average with dilations");
            else attributes.RemoveAll(a => a.Item1 == "dilations");
            attributes.Add(("count_include_pad", op.CountIncludePad));
        }

        string y = op.Kind switch
        {
            PoolKind.Max => w.Emit("MaxPool", [x], [.. attributes]),
            PoolKind.Average => w.Emit("AveragePool", [x], [.. attributes]),
            PoolKind.L2 => w.Emit("Sqrt", [w.Emit("AveragePool", [w.Emit("Mul", [x, x])], [.. attributes])]),
            PoolKind.Lp => w.Emit("LpPool", [x], [.. attributes, ("p", op.P)]),
        };
        if (op.Kind == PoolKind.Average && ExactRounding.IsHalfAway(w, op.Requantization)) y = ExactRounding.Steps(w, y);
        if (asStored) w.Result(0, w.ToLast(y, spatial));
        else w.FinishLast(y, spatial, op.Activation);
    }

    private static List<(string, object)> Attributes(NodeWriter w, ValueList<int> window, ValueList<int> strides, Padding padding, ValueList<int> dilations, bool ceiling)
    {
        ValueList<int> distances = dilations.Count == 0 ? Enumerable.Repeat(1, window.Count).ToValueList() : dilations;
        return
        [
            ("kernel_shape", window), ("strides", strides), ("dilations", distances), ("ceil_mode", ceiling),
            w.Padding(padding, w.Info(0).Shape.ToArray().AsSpan()[1..^1], window.Span, strides, distances),
        ];
    }

    private static void MaxWithIndices(NodeWriter w, MaxPoolWithIndices op)
    {
        if (op.Indexing == PoolIndexing.Window) throw new UnwritableException("places counted within the window, ONNX counts in the whole tensor");
        int spatial = w.Spatial();
        string[] y = w.EmitMany("MaxPool", 2, [w.ToFirst(w.Real(0), spatial)],
            [.. Attributes(w, op.Window, op.Strides, op.Padding, op.Dilations, op.Ceiling), ("storage_order", op.Indexing == PoolIndexing.ChannelsFirstColumnMajor)]);
        w.Finish(w.ToLast(y[0], spatial), op.Activation);
        w.Result(1, w.ToLast(y[1], spatial));
    }

    private static void MaxUnpool(NodeWriter w, MaxUnpool op)
    {
        if (op.Indexing != PoolIndexing.ChannelsFirst) throw new UnwritableException($"places counted as {op.Indexing}, ONNX counts in the whole tensor in row-major order");
        int spatial = w.Spatial();
        string y = w.Emit("MaxUnpool", [w.ToFirst(w.Stored(0), spatial), w.ToFirst(w.Stored(1), spatial)], ("kernel_shape", op.Window), ("strides", op.Strides),
            w.Padding(op.Padding, [], op.Window.Span, op.Strides, Enumerable.Repeat(1, spatial).ToValueList()));
        w.Result(0, w.ToLast(y, spatial));
    }

    /// <summary>ONNX has the windows last.</summary>
    private static void ColumnsToImage(NodeWriter w, ColumnsToImage op)
    {
        int spatial = op.Strides.Count;
        string y = w.Emit("Col2Im", [w.Transposed(w.Stored(0), 0, 2, 1), w.List(1, "image"), w.List(2, "block")], ("strides", op.Strides), ("dilations", op.Dilations),
            w.Padding(op.Padding, [], new int[spatial], op.Strides, op.Dilations));
        w.Result(0, w.ToLast(y, spatial));
    }
}
