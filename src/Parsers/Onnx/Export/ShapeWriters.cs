using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators on shapes, and tensors made from them.</summary>
internal static class ShapeWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Reshape>(Reshape);
        table.Add<Transpose>((w, _) => w.Move(x => w.Transposed(x, Order(w))));
        table.Add<ExpandDims>((w, _) => w.Move(x => w.Emit("Unsqueeze", [x, Complex.Axes(w, 1, () => w.Node.Outputs[0].Info.Shape.Rank)])));
        table.Add<Squeeze>((w, _) => w.Move(x => w.Emit("Squeeze", [x, w.Node.HasInput(1) ? Complex.Axes(w, 1, () => w.Rank(0)) : ""])));
        table.Add<ShapeOf>(ShapeOf);
        table.Add<RankOf>(RankOf);
        table.Add<SizeOf>((w, op) => w.Result(0, w.Cast(w.Emit("Size", [w.Stored(0)]), ElementType.Int64, op.OutputType)));
        table.Add<Fill>((w, _) => w.Result(0, w.Emit("Expand", [w.AsScalar(w.Stored(1), w.Info(1).Shape), w.List(0, "shape")])));
        table.Add<Ops.Range>((w, _) => w.Result(0, w.Emit("Range", [One(w, 0), One(w, 1), One(w, 2)])));
        table.Add<BroadcastTo>((w, _) => w.Move(x => w.Emit("Expand", [x, w.List(1, "shape")])));
        table.Add<BroadcastArgs>(BroadcastArgs);
        table.Add<Tile>((w, _) => w.Move(x => w.Emit("Tile", [x, w.List(1, "repeats")])));
    }

    private static string One(NodeWriter w, int operand) => w.AsScalar(w.Stored(operand), w.Info(operand).Shape);

    private static int[] Order(NodeWriter w) =>
        [.. w.Integers(1, "the order of axes").Select((a, _) => InferenceContext.Axis(a, (int)w.Node.Constant(1)!.Info.ElementCount))];

    private static void Reshape(NodeWriter w, Reshape op)
    {
        string shape = Complex.WithParts(w, w.List(1, "shape"));
        // ONNX takes a size of 0 as that of x unless it is told not to.
        bool zeroes = !op.ZeroCopies && w.KnownIntegers(1)?.Contains(0) != false;
        w.Move(x => w.Emit("Reshape", [x, shape], zeroes ? [("allowzero", 1)] : []));
    }

    private static void ShapeOf(NodeWriter w, ShapeOf op)
    {
        (string, object)[] end = op.End is { } stated ? [("end", stated)] : [];
        w.Result(0, w.Cast(w.Emit("Shape", [w.Stored(0)], [("start", op.Start), .. end]), ElementType.Int64, op.OutputType));
    }

    private static void RankOf(NodeWriter w, RankOf op)
    {
        string rank = w.Info(0).Shape is { IsRanked: true } shape ? w.Scalar(ElementType.Int32, shape.Rank)
            : w.Cast(w.Emit("Size", [w.Emit("Shape", [w.Stored(0)])]), ElementType.Int64, ElementType.Int32);
        w.Result(0, rank);
    }

    private static void BroadcastArgs(NodeWriter w, BroadcastArgs op)
    {
        ElementType type = w.Info(0).Type;
        int longest = Math.Max(w.Size(0, 0), w.Size(1, 0));
        string a = Aligned(0), b = Aligned(1);
        w.Result(0, w.Emit("Where", [w.Emit("Equal", [a, w.Scalar(type, 1)]), b, a]));

        string Aligned(int operand)
        {
            int missing = longest - w.Size(operand, 0);
            return missing == 0 ? w.Stored(operand) : w.Emit("Concat", [w.Filled(type, [missing], 1), w.Stored(operand)], ("axis", 0));
        }
    }
}
