using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that keep the best boxes.</summary>
internal static class DetectionWriters
{
    private const ElementType Float = ElementType.Float32, Integer = ElementType.Int64;

    public static void Register(WriterTable table)
    {
        table.Add<BatchedNonMaxSuppression>(Batched);
        table.Add<NonMaxSuppression>(Single);
        table.Add<DetectionPostProcess>(PostProcess);
    }

    private static void Batched(NodeWriter w, BatchedNonMaxSuppression op)
    {
        string One(int operand) => !w.Node.HasInput(operand) ? "" : operand == 2 ? w.Reshaped(w.Int64(2), 1) : w.Reshaped(w.Stored(operand), 1);
        w.Result(0, w.Emit("NonMaxSuppression", [w.Stored(0), w.Stored(1), One(2), One(3), One(4)], ("center_point_box", op.CenterBoxes)));
    }

    /// <summary>Places and scores of the boxes that are kept, filled up with zeros to a fixed number.</summary>
    private static void Single(NodeWriter w, NonMaxSuppression op)
    {
        if (w.Node.Constant(5) is not { } sigma || sigma.Span<float>()[0] > 0) throw new UnwritableException("overlapping scores are lowered instead of dropped, or may be");
        long most = w.Integers(2, "the number of boxes")[0];
        string picked = w.Emit("NonMaxSuppression", [w.Unsqueezed(w.Stored(0), 0), w.Unsqueezed(w.Stored(1), 0, 1), w.Int64s("most", most),
            w.Reshaped(w.Stored(3), 1), w.Reshaped(w.Stored(4), 1)]);
        string boxes = w.Emit("Gather", [picked, w.Scalar(Integer, 2)], ("axis", 1));
        string count = w.Emit("Shape", [boxes]);
        w.Result(0, w.Cast(Filled(w, boxes, Integer, count, most), Integer, ElementType.Int32));
        w.Result(1, Filled(w, w.Emit("Gather", [w.Stored(1), boxes], ("axis", 0)), Float, count, most));
        w.Result(2, w.Cast(w.AsScalar(count, [1]), Integer, ElementType.Int32));
    }

    /// <summary>Adds zeros to the end of the first axis.</summary>
    private static string Filled(NodeWriter w, string list, ElementType type, string count, long most, bool pairs = false)
    {
        string rest = w.Emit("Sub", [w.Int64s("most", most), count]);
        string pads = pairs ? w.Emit("Concat", [w.Int64s("none", 0, 0), rest, w.Int64s("none", 0)], ("axis", 0)) : w.Emit("Concat", [w.Int64s("none", 0), rest], ("axis", 0));
        return w.Emit("Pad", [list, pads, w.Scalar(type, 0)]);
    }

    private static void PostProcess(NodeWriter w, DetectionPostProcess op)
    {
        if (op.MaxClassesPerDetection != 1 && !op.PerClass) throw new UnwritableException($"{op.MaxClassesPerDetection} classes per detection, 1 can be written");
        string boxes = Decoded(w, op);
        string scores = w.Real(1);
        int background = w.Size(1, -1) - op.Classes;
        if (background > 0) scores = w.Sliced(scores, [background], [Movement.End], [2]);
        // Scores [1, N, classes] compete as [1, classes, N], or as the best of each box [1, 1, N].
        string competing = op.PerClass ? w.Transposed(scores, 0, 2, 1) : w.Emit("ReduceMax", [w.Transposed(scores, 0, 2, 1), w.Int64s("axes", 1)]);
        string picked = w.Emit("NonMaxSuppression", [boxes, competing, w.Int64s("most", op.PerClass ? op.DetectionsPerClass : op.MaxDetections),
            w.Constant(Constants.Floats(op.OverlapThreshold), "overlap"), w.Constant(Constants.Floats(op.ScoreThreshold), "score")]);
        string found = w.Emit("GatherND", [competing, picked]);
        string[] best = w.EmitMany("TopK", 2, [found, w.Emit("Min", [w.Emit("Shape", [found]), w.Int64s("most", op.MaxDetections)])], ("axis", 0));
        string kept = w.Emit("Gather", [picked, best[1]], ("axis", 0)), count = w.Emit("Shape", [best[1]]);
        string box = w.Emit("Gather", [kept, w.Scalar(Integer, 2)], ("axis", 1));
        string category = op.PerClass ? w.Emit("Gather", [kept, w.Scalar(Integer, 1)], ("axis", 1))
            : w.Emit("Gather", [w.Reshaped(w.Emit("ArgMax", [scores], ("axis", 2), ("keepdims", 0)), -1), box], ("axis", 0));
        long most = (long)op.MaxDetections * op.MaxClassesPerDetection;
        string kindOf = w.Cast(category, Integer, Float);
        w.Result(0, w.Unsqueezed(Filled(w, w.Emit("Gather", [w.Squeezed(boxes, 0), box], ("axis", 0)), Float, count, most, pairs: true), 0));
        w.Result(1, w.Unsqueezed(Filled(w, kindOf, Float, count, most), 0));
        w.Result(2, w.Unsqueezed(Filled(w, best[0], Float, count, most), 0));
        w.Result(3, w.Cast(count, Integer, Float));
    }

    /// <summary>Corners of the boxes <c>[1, N, 4]</c>: top, left, bottom, right.</summary>
    private static string Decoded(NodeWriter w, DetectionPostProcess op)
    {
        string encodings = w.Real(0), anchors = w.Unsqueezed(w.Real(2), 0);
        (string centre, string size) = (Half(encodings, 0), Half(encodings, 2));
        (string anchorCentre, string anchorSize) = (Half(anchors, 0), Half(anchors, 2));
        string moved = w.Emit("Add", [w.Emit("Mul", [Divided(centre, 0), anchorSize]), anchorCentre]);
        string half = w.Emit("Mul", [w.Emit("Mul", [w.Emit("Exp", [Divided(size, 2)]), w.Scalar(Float, 0.5)]), anchorSize]);
        return w.Emit("Concat", [w.Emit("Sub", [moved, half]), w.Emit("Add", [moved, half])], ("axis", 2));

        string Half(string x, int from) => w.Sliced(x, [from], [from + 2], [2]);
        string Divided(string x, int from) => w.Emit("Div", [x, w.Constant(Constants.Floats(op.Scale[from], op.Scale[from + 1]), "scale")]);
    }
}
