using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Parts of tensors, and tensors with parts exchanged.</summary>
internal static class SliceWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Slice>(Slice);
        table.Add<StridedSlice>((w, op) => new StridedSliceWriter(w, op).Write());
        table.Add<Reverse>(Reverse);
        table.Add<ReverseSequence>(ReverseSequence);
        table.Add<DynamicUpdateSlice>(Update);
    }

    private static void Slice(NodeWriter w, Slice op)
    {
        if (w.KnownIntegers(1) is { } begin && w.KnownIntegers(2) is { } size)
        {
            long[] ends = [.. begin.Select((b, i) => size[i] < 0 ? Movement.End : b + size[i])];
            w.Move(x => w.Sliced(x, begin, ends, [.. Enumerable.Range(0, begin.Length).Select(i => (long)i)]));
            return;
        }

        string starts = w.List(1, "starts"), sizes = w.List(2, "sizes");
        string end = w.Emit("Where", [w.Emit("Less", [sizes, w.Scalar(ElementType.Int64, 0)]), w.Int64s("end", Movement.End), w.Emit("Add", [starts, sizes])]);
        w.Move(x => w.Emit("Slice", [x, starts, end]));
    }

    private static void Reverse(NodeWriter w, Reverse op)
    {
        long[] axes = w.Integers(1, "axes");
        if (axes.Length == 0) w.Move(x => x);
        else w.Move(x => w.Sliced(x, [.. axes.Select(_ => -1L)], [.. axes.Select(_ => -Movement.End)], axes, [.. axes.Select(_ => -1L)]));
    }

    /// <summary>ONNX knows the first two axes as time and batch.</summary>
    private static void ReverseSequence(NodeWriter w, ReverseSequence op)
    {
        int rank = w.Rank(0), time = InferenceContext.Axis(op.SequenceAxis, rank), batch = InferenceContext.Axis(op.BatchAxis, rank);
        int[] order = [batch, time, .. Enumerable.Range(0, rank).Where(a => a != batch && a != time)];
        int[] back = [.. Enumerable.Range(0, rank).Select(a => Array.IndexOf(order, a))];
        w.Move(x => w.Transposed(w.Emit("ReverseSequence", [w.Transposed(x, order), w.Int64(1)], ("time_axis", 1), ("batch_axis", 0)), back));
    }

    /// <summary>The block and a mask of its place, both filled up to the size of x.</summary>
    private static void Update(NodeWriter w, DynamicUpdateSlice op)
    {
        int[] x = w.Sizes(0), update = w.Sizes(1);
        string room = w.Int64s("room", x.Zip(update, (a, b) => a - b));
        string start = w.Emit("Max", [w.Emit("Min", [w.List(2, "start"), room]), w.Int64s("zeros", new int[x.Length])]);
        string pads = w.Emit("Concat", [start, w.Emit("Sub", [room, start])], ("axis", 0));
        // What is padded is Int32 places, which every runtime pads: place 0 is x's own element.
        int count = update.Aggregate(1, (a, b) => a * b);
        string places = w.Constant(Tensor.Create<int>(new TensorInfo(ElementType.Int32, Shape.Of(update)), [.. Enumerable.Range(1, count)]), "places");
        string spread = w.Emit("Pad", [places, pads, w.Scalar(ElementType.Int32, 0)]);
        string zero = w.Scalar(ElementType.Int32, 0);
        string list = w.Reshaped(w.Stored(1), -1);
        string index = w.Emit("Max", [w.Emit("Sub", [spread, w.Scalar(ElementType.Int32, 1)]), zero]);
        w.Result(0, count == 0 ? w.Stored(0) : w.Emit("Where", [w.Emit("Equal", [spread, zero]), w.Stored(0), w.Emit("Gather", [list, index], ("axis", 0))]));
    }
}
