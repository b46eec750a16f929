using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes.Patterns;

/// <summary>Elements at regular distances along one dimension of an operand, all others whole.</summary>
/// <param name="Axis">The dimension.</param>
/// <param name="Start">Index of the first.</param>
/// <param name="Step">Distance to the next; negative goes backwards.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Pick(int Axis, int Start, int Step, int Count)
{
    /// <summary>What each result of a node is of its first operand; null when that is more than a pick, or not known.</summary>
    public static Pick[]? Of(Node node) => node.Op is Gather or Slice or StridedSlice or Split ? OfSelection(node) : null;

    private static Pick[]? OfSelection(Node node)
    {
        TensorInfo x = node.Input(0).Info;
        if (!x.Shape.IsStatic || x.Shape.Rank == 0 || x.Quantization is { IsPerTensor: false }) return null;
        if (node.Outputs.Any(y => !y.Info.Shape.IsStatic || y.Info.Type != x.Type || y.Info.Quantization != x.Quantization)) return null;
        Pick? one = node.Op switch
        {
            Gather op => OfGather(node, op, x.Shape),
            Slice => OfSlice(node, x.Shape),
            StridedSlice op => OfStrided(node, op, x.Shape),
            _ => null,
        };
        return one is { } pick ? [pick] : node.Op is Split split ? OfSplit(node, split, x.Shape) : null;
    }

    private static Pick? OfGather(Node node, Gather op, Shape x) => op.BatchDims == 0 && node.Input(1).Info.Shape.Rank == 0 && node.Integers(1) is [long index]
        && FromFront(op.Axis, x.Rank) is var axis && FromFront(index, x[axis]) is var start && start >= 0 && start < x[axis] ? new Pick(axis, start, 1, 1) : null;

    private static Pick? OfSlice(Node node, Shape x)
    {
        if (node.Integers(1) is not { } begin) return null;
        Shape y = node.Outputs[0].Info.Shape;
        int[] cut = [.. Enumerable.Range(0, x.Rank).Where(a => x[a] != y[a])];
        return cut.Length == 1 ? new Pick(cut[0], (int)begin[cut[0]], 1, y[cut[0]]) : null;
    }

    private static Pick? OfStrided(Node node, StridedSlice op, Shape x)
    {
        if (node.Integers(1) is not { } begin || node.Integers(2) is not { } end) return null;
        long[]? steps = node.HasInput(3) ? node.Integers(3) : [.. Enumerable.Repeat(1L, begin.Length)], axes = node.HasInput(4) ? node.Integers(4) : [];
        if (steps is null || axes is null) return null;
        var ranges = new SliceRange[x.Rank + begin.Length];
        int count = op.Resolve(x.ToArray(), begin.Length, begin, end, steps, axes, ranges);
        SliceRange[] cut = [.. ranges[..count].Where(r => r.Axis < 0 || r.Count != x[r.Axis] || r.Step != 1)];
        return cut is [{ Axis: >= 0, Start: >= 0, Count: > 0 } one] ? new Pick(one.Axis, one.Start, one.Step, one.Count) : null;
    }

    private static Pick[] OfSplit(Node node, Split op, Shape x)
    {
        int axis = FromFront(op.Axis, x.Rank), start = 0;
        var picks = new Pick[node.Outputs.Length];
        for (int i = 0; i < picks.Length; i++)
        {
            int count = node.Outputs[i].Info.Shape[axis];
            picks[i] = new Pick(axis, start, 1, count);
            start += count;
        }

        return picks;
    }

    private static int FromFront(long index, int size) => (int)(index < 0 ? index + size : index);
}
