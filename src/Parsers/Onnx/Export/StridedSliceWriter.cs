using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writes a strided slice: what its masks say becomes bounds of Slice, and axes that are dropped or added behind it.</summary>
internal sealed class StridedSliceWriter(NodeWriter w, StridedSlice op)
{
    private const ElementType Integer = ElementType.Int64;

    private readonly List<int> _entries = [];
    private readonly List<long> _axes = [];
    private readonly List<long> _dropped = [];
    private readonly List<long> _added = [];

    public void Write()
    {
        if (w.Node.HasInput(4) && (op.BeginMask | op.EndMask | op.ShrinkAxisMask) == 0 && !op.EndIsSize)
        {
            w.Move(x => w.Emit("Slice", [x, w.List(1, "starts"), w.List(2, "ends"), w.List(4, "axes"), w.Node.HasInput(3) ? w.List(3, "steps") : ""]));
            return;
        }

        Assign();
        w.Move(x =>
        {
            if (_entries.Count > 0) x = Sliced(x);
            return w.Unsqueezed(w.Squeezed(x, [.. _dropped]), [.. _added]);
        });
    }

    /// <summary>Finds the axis of each entry.</summary>
    private void Assign()
    {
        int rank = w.Rank(0);
        if (w.Node.HasInput(4))
        {
            long[] axes = w.Integers(4, "axes");
            for (int i = 0; i < axes.Length; i++) Take(i, InferenceContext.Axis(axes[i], rank));
            return;
        }

        int entries = w.Size(1, 0), axis = 0, place = 0;
        int own = Enumerable.Range(0, entries).Count(i => !Has(op.EllipsisMask, i) && !Has(op.NewAxisMask, i));
        for (int i = 0; i < entries; i++)
        {
            if (Has(op.EllipsisMask, i))
            {
                (axis, place) = (axis + rank - own, place + rank - own);
            }
            else if (Has(op.NewAxisMask, i))
            {
                _added.Add(place++);
            }
            else
            {
                Take(i, axis++);
                if (!Has(op.ShrinkAxisMask, i)) place++;
            }
        }
    }

    private void Take(int entry, int axis)
    {
        _entries.Add(entry);
        _axes.Add(axis);
        if (Has(op.ShrinkAxisMask, entry)) _dropped.Add(axis);
    }

    private string Sliced(string x)
    {
        long[] steps = [.. _entries.Select(i => Has(op.ShrinkAxisMask, i) ? 1 : Strides() is { } known ? known[i] : 1)];
        if (w.KnownIntegers(1) is { } begin && w.KnownIntegers(2) is { } end)
        {
            long[] starts = [.. _entries.Select((e, i) => Begins(e) ? First(e, steps[i]) : begin[e])];
            return w.Sliced(x, starts, [.. _entries.Select((e, i) => Stop(e, starts[i], end[e], steps[i]))], [.. _axes], steps);
        }

        string entries = w.Int64s("entries", _entries);
        string from = Masked(w.Emit("Gather", [w.List(1, "begin"), entries]), Begins, i => First(_entries[i], steps[i]));
        string to = w.Emit("Gather", [w.List(2, "end"), entries]);
        if (op.EndIsSize) to = w.Emit("Add", [from, to]);
        string next = w.Emit("Add", [from, w.Scalar(Integer, 1)]);
        // Behind the last element, which -1 names, is the end.
        string one = w.Emit("Where", [w.Emit("Equal", [next, w.Scalar(Integer, 0)]), w.Int64s("end", Movement.End), next]);
        to = Masked(to, e => Has(op.EndMask, e), i => steps[i] > 0 ? Movement.End : -Movement.End);
        if (_dropped.Count > 0) to = w.Emit("Where", [Flags(e => Has(op.ShrinkAxisMask, e)), one, to]);
        return w.Emit("Slice", [x, from, to, w.Int64s("axes", [.. _axes]), w.Int64s("steps", steps)]);
    }

    private long[]? Strides() => w.Node.HasInput(3) ? w.Integers(3, "strides") : null;

    private bool Begins(int entry) => Has(op.BeginMask, entry);

    private long First(int entry, long step) => step > 0 || Has(op.ShrinkAxisMask, entry) ? 0 : Movement.End;

    private long Stop(int entry, long start, long end, long step)
    {
        if (Has(op.ShrinkAxisMask, entry)) return start == -1 ? Movement.End : start + 1;
        if (Has(op.EndMask, entry)) return step > 0 ? Movement.End : -Movement.End;
        return op.EndIsSize ? start + end : end;
    }

    private string Masked(string values, Func<int, bool> isMasked, Func<int, long> otherwise) => !_entries.Any(isMasked) ? values
        : w.Emit("Where", [Flags(isMasked), w.Int64s("bounds", [.. Enumerable.Range(0, _entries.Count).Select(otherwise)]), values]);

    private string Flags(Func<int, bool> isSet) =>
        w.Constant(Tensor.Create<bool>(new TensorInfo(ElementType.Bool, [_entries.Count]), [.. _entries.Select(isSet)]), "mask");

    private static bool Has(int mask, int entry) => (mask >> entry & 1) != 0;
}
