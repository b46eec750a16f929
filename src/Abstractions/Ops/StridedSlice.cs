using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Elements of x at regular distances: along each axis begin, begin + stride, … before end.</summary>
/// <remarks>
/// Operands: x of any type; begin, end, strides (optional, 1) and axes (optional), each <c>[n]</c>, Int32 or Int64. Entry i belongs to
/// axes[i]; without axes to axis i, where new axes and an ellipsis shift what follows. Axes without an entry are taken whole.
/// Negative begin and end count from the end of the axis; both are then clamped to it. A negative stride goes backwards.
/// Bit i of a mask is about entry i. Sources: TFLite STRIDED_SLICE, TF StridedSlice, ONNX Slice-13.
/// </remarks>
public sealed record StridedSlice : Op
{
    private const int MaxEntries = 32;

    /// <summary>Entries whose begin is ignored: they start at the first element, or at the last when the stride is negative.</summary>
    public int BeginMask { get; init; }

    /// <summary>Entries whose end is ignored: they go on to the last element, or to the first when the stride is negative.</summary>
    public int EndMask { get; init; }

    /// <summary>At most one entry: it stands for as many whole axes as are needed.</summary>
    public int EllipsisMask { get; init; }

    /// <summary>Entries that add an axis of size 1 to the output.</summary>
    public int NewAxisMask { get; init; }

    /// <summary>Entries that pick the element at begin; the axis is not in the output.</summary>
    public int ShrinkAxisMask { get; init; }

    /// <summary>Whether end counts from begin. Default false.</summary>
    public bool EndIsSize { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(3, 5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int entries = -1;
        for (int i = 1; i < 5; i++)
            if (context.Optional(i) is not null) entries = Math.Max(entries, VectorOperand.Count(context, i));
        long[]? begin = VectorOperand.Values(context, 1, entries), end = VectorOperand.Values(context, 2, entries);
        long[]? strides = context.Optional(3) is null ? Ones(entries) : VectorOperand.Values(context, 3, entries);
        long[]? axes = context.Optional(4) is null ? [] : VectorOperand.Values(context, 4, entries);
        if (!x.Shape.IsRanked || entries < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        if (axes is null) return InferenceContext.One(x.Type, ShrinkAxisMask == 0 ? Shape.OfRank(x.Shape.Rank) : Shape.Unranked);
        var ranges = new SliceRange[x.Shape.Rank + entries];
        int count = Resolve(x.Shape.ToArray(), entries, begin, end, strides, axes, ranges);
        List<Dimension> dimensions = [];
        foreach (SliceRange range in ranges.AsSpan(0, count))
        {
            if (!range.IsKept) continue;
            bool whole = range is { Axis: >= 0, Start: 0, Step: 1 } && range.Count == x.Shape[range.Axis];
            dimensions.Add(whole ? x.Shape.Dimensions[range.Axis] : range.Count);
        }

        return InferenceContext.One(x.Type, Shape.Create([.. dimensions]));
    }

    /// <summary>What is taken along each axis.</summary>
    /// <param name="sizes">Sizes of x; -1 where unknown.</param>
    /// <param name="entries">Number of entries.</param>
    /// <param name="begin">One number per entry; empty when unknown.</param>
    /// <param name="end">One number per entry; empty when unknown.</param>
    /// <param name="strides">One number per entry; empty when unknown.</param>
    /// <param name="axes">One number per entry; empty when left out.</param>
    /// <param name="ranges">Receives the axes in the order of the output; as long as the rank of x plus the number of entries.</param>
    /// <returns>How many ranges there are.</returns>
    /// <exception cref="InvalidNetworkException">A stride of 0, an axis or an element outside of x.</exception>
    public int Resolve(ReadOnlySpan<int> sizes, int entries, ReadOnlySpan<long> begin, ReadOnlySpan<long> end, ReadOnlySpan<long> strides,
        ReadOnlySpan<long> axes, Span<SliceRange> ranges)
    {
        InferenceContext.Require(entries <= MaxEntries, $"{entries} entries, expected up to {MaxEntries}");
        if (!axes.IsEmpty) return ResolveListed(sizes, begin, end, strides, axes, ranges);
        int count = 0, axis = 0;
        int shifted = entries - 1 - int.PopCount(NewAxisMask & ~EllipsisMask & (int)((1L << entries) - 1));
        for (int i = 0; i < entries; i++)
        {
            if (Has(EllipsisMask, i))
            {
                for (int whole = sizes.Length - shifted; whole > 0; whole--, axis++) ranges[count++] = Whole(axis, sizes[axis]);
                shifted = sizes.Length;
            }
            else if (Has(NewAxisMask, i))
            {
                ranges[count++] = new SliceRange(-1, 0, 1, 1, true);
            }
            else
            {
                InferenceContext.Require(axis < sizes.Length, $"entry {i} is beyond the {sizes.Length} dimension(s)");
                ranges[count++] = Take(i, axis, sizes[axis], begin, end, strides);
                axis++;
            }
        }

        for (; axis < sizes.Length; axis++) ranges[count++] = Whole(axis, sizes[axis]);
        return count;
    }

    private int ResolveListed(ReadOnlySpan<int> sizes, ReadOnlySpan<long> begin, ReadOnlySpan<long> end, ReadOnlySpan<long> strides,
        ReadOnlySpan<long> axes, Span<SliceRange> ranges)
    {
        InferenceContext.Require((EllipsisMask | NewAxisMask) == 0, "an ellipsis or a new axis cannot be combined with listed axes");
        for (int axis = 0; axis < sizes.Length; axis++) ranges[axis] = Whole(axis, sizes[axis]);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = InferenceContext.Axis(axes[i], sizes.Length);
            ranges[axis] = Take(i, axis, sizes[axis], begin, end, strides);
        }

        return sizes.Length;
    }

    private SliceRange Take(int entry, int axis, int size, ReadOnlySpan<long> begin, ReadOnlySpan<long> end, ReadOnlySpan<long> strides)
    {
        bool fromFirst = Has(BeginMask, entry), toLast = Has(EndMask, entry);
        if (Has(ShrinkAxisMask, entry)) return Pick(axis, size, fromFirst ? 0 : begin.IsEmpty ? null : begin[entry]);
        if (strides.IsEmpty) return Unknown(axis);
        long step = strides[entry];
        InferenceContext.Require(step != 0, $"stride along axis {axis} is 0");
        if (fromFirst && toLast && step == 1) return Whole(axis, size);
        if (EndIsSize && !toLast) return Sized(axis, size, step, fromFirst ? 0 : begin.IsEmpty ? null : begin[entry], end.IsEmpty ? null : end[entry]);
        if (size < 0 || (begin.IsEmpty && !fromFirst) || (end.IsEmpty && !toLast)) return Unknown(axis);
        (long first, long last) = step > 0 ? (0, size) : (-1, size - 1);
        long start = fromFirst ? (step > 0 ? first : last) : Math.Clamp(FromFront(begin[entry], size), first, last);
        long stop = toLast ? (step > 0 ? last : first) : Math.Clamp(FromFront(end[entry], size), first, last);
        return Range(axis, start, step, stop - start);
    }

    private static SliceRange Pick(int axis, int size, long? index)
    {
        if (index is null || size < 0) return new SliceRange(axis, 0, 1, 1, false);
        long start = FromFront(index.Value, size);
        InferenceContext.Require(start >= 0 && start < size, $"index {index} is outside of the size {size} of axis {axis}");
        return new SliceRange(axis, (int)start, 1, 1, false);
    }

    private static SliceRange Sized(int axis, int size, long step, long? begin, long? length)
    {
        if (length is null) return Unknown(axis);
        InferenceContext.Require(step > 0 && length >= 0, $"size {length} with stride {step} along axis {axis}, expected none negative");
        if (begin is null || size < 0) return Range(axis, 0, step, length.Value) with { Start = -1 };
        long start = FromFront(begin.Value, size);
        InferenceContext.Require(start >= 0 && start <= size - length, $"begin {begin} and size {length} along axis {axis} are outside of {size}");
        return Range(axis, start, step, length.Value);
    }

    private static SliceRange Range(int axis, long start, long step, long distance)
    {
        long count = step > 0 ? distance <= 0 ? 0 : ((distance - 1) / step) + 1 : distance >= 0 ? 0 : ((distance + 1) / step) + 1;
        return new SliceRange(axis, (int)start, (int)Math.Clamp(step, -int.MaxValue, int.MaxValue), Sizes.Checked(count).Size, true);
    }

    private static SliceRange Whole(int axis, int size) => new(axis, 0, 1, size, true);

    private static SliceRange Unknown(int axis) => new(axis, -1, 1, -1, true);

    private static long FromFront(long index, int size) => index < 0 ? index + size : index;

    private static bool Has(int mask, int entry) => (mask & (1 << entry)) != 0;

    private static long[]? Ones(int count)
    {
        if (count < 0) return null;
        var ones = new long[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
