using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>STABLEHLO_GATHER and STABLEHLO_SCATTER: windows of a tensor, placed by vectors of indices, element by element.</summary>
internal static class StablehloIndexMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.STABLEHLO_GATHER] = Gather,
            [TfLiteBuiltinOperator.STABLEHLO_SCATTER] = Scatter,
        };

    /// <summary>Windows that would leave x are moved back into it. Axes that every window takes whole are not indexed.</summary>
    private static void Gather(MappingContext context)
    {
        StablehloGatherOptions o = context.Options<StablehloGatherOptions>();
        Value x = context.Input(0);
        int[] sizes = MappingContext.KnownSizes(x);
        if (o.SliceSizes.Count != sizes.Length) throw new InvalidNetworkException($"slice sizes are {o.SliceSizes}, operand 0 is {x}");
        for (int i = 0; i < sizes.Length; i++)
            if (o.SliceSizes[i] < 0 || o.SliceSizes[i] > sizes[i]) throw new InvalidNetworkException($"slice sizes are {o.SliceSizes}, larger than operand 0, {x}");
        int[] all = [.. Enumerable.Range(0, sizes.Length)];
        int[] picked = [.. all.Where(i => o.StartIndexMap.Contains(i) || o.SliceSizes[i] < sizes[i])], whole = [.. all.Except(picked)];
        Value starts = Starts(context, o.StartIndexMap, o.IndexVectorDim, picked, out int batches);
        Value most = context.Add("most", new Binary(BinaryKind.Minimum), [starts, context.Integers("last", [.. picked.Select(i => sizes[i] - o.SliceSizes[i])])]);
        Value inside = context.Add("inside", new Binary(BinaryKind.Maximum), [most, context.Scalar("zero", ElementType.Int64, 0L)]);
        Value places = Places(context, inside, batches, [.. picked.Select(i => o.SliceSizes[i])], [.. picked.Select((_, i) => i)], picked.Length);
        Value ordered = Ordered(context, "ordered", x, [.. picked, .. whole]);
        Value found = context.Add("found", new GatherNd(), [ordered, places], x.Info.Quantization);
        // Found is indexed by batches, then by all axes of x in the order of picked and whole ones.
        int[] order = [.. picked, .. whole], kept = [.. order.Where(i => !o.CollapsedSliceDims.Contains(i))];
        long[] collapsed = [.. order.Select((axis, i) => (axis, i)).Where(p => o.CollapsedSliceDims.Contains(p.axis)).Select(p => (long)(batches + p.i))];
        if (collapsed.Length > 0) found = context.Add("squeezed", new Squeeze(), [found, context.Integers("collapsed", collapsed)], x.Info.Quantization);
        int[] windows = [.. kept.Order().Select(axis => batches + Array.IndexOf(kept, axis))];
        context.SetOutput(0, Ordered(context, "result", found, Interleaved(batches, windows, o.OffsetDims)));
    }

    /// <summary>Elements of windows that leave x are left out.</summary>
    private static void Scatter(MappingContext context)
    {
        StablehloScatterOptions o = context.Options<StablehloScatterOptions>();
        if (context.InputCount != 3) throw new UnmappedException($"it scatters to {context.InputCount / 2} tensors at once, expected one");
        Value x = context.Input(0), updates = context.Input(2);
        int[] sizes = MappingContext.KnownSizes(x), updateSizes = MappingContext.KnownSizes(updates);
        int[] all = [.. Enumerable.Range(0, sizes.Length)], windowAxes = [.. all.Where(i => !o.InsertedWindowDims.Contains(i))];
        int[] windows = [.. o.UpdateWindowDims.Select(StablehloLayoutMapping.Axis)];
        if (windows.Length != windowAxes.Length || windows.Any(w => w >= updateSizes.Length))
            throw new InvalidNetworkException($"update window dimensions are {o.UpdateWindowDims} and inserted ones {o.InsertedWindowDims}, operands are {x} and {updates}");
        Value starts = Starts(context, o.ScatterDimsToOperandDims, o.IndexVectorDim, all, out int batches);
        Value places = Places(context, starts, batches, [.. windows.Select(w => (long)updateSizes[w])], windowAxes, sizes.Length);
        int[] order = [.. Enumerable.Range(0, updateSizes.Length).Except(windows), .. windows];
        Value rows = Ordered(context, "updates", updates, order);
        context.SetOutput(0, Apply(context, x, sizes, places, rows, Reduction(context, o.UpdateSubgraph, x)));
    }

    /// <summary>x becomes a list with one more element, which takes all updates that lie outside.</summary>
    private static Value Apply(MappingContext context, Value x, int[] sizes, Value places, Value updates, ScatterReduction reduction)
    {
        var strides = new long[sizes.Length];
        long count = 1;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            strides[i] = count;
            count *= sizes[i];
        }

        Value zero = context.Scalar("zero", ElementType.Int64, 0L), last = context.Integers("last_axis", -1);
        Value positive = context.Add("positive", new Comparison(ComparisonKind.GreaterOrEqual), [places, zero]);
        Value below = context.Add("below", new Comparison(ComparisonKind.Less), [places, context.Integers("sizes", [.. sizes.Select(s => (long)s)])]);
        Value inside = context.Add("inside", new Reduce(ReduceKind.All), [context.Add("both", new Logical(LogicalKind.And), [positive, below]), last]);
        Value offsets = context.Add("offsets", new Binary(BinaryKind.Mul), [places, context.Integers("strides", strides)]);
        Value flat = context.Add("flat", new Reduce(ReduceKind.Sum), [offsets, last]);
        Value chosen = context.Add("chosen", new Select(), [inside, flat, context.Scalar("outside", ElementType.Int64, count)]);
        var extra = new TensorInfo(x.Info.Type, [1], x.Info.Quantization);
        Value list = context.Add("list", new Reshape(), [x, context.Integers("list_sizes", -1)], x.Info.Quantization);
        Value longer = context.Add("longer", new Concat(0), [list, context.Builder.Constant($"{context.Name}/extra", new Tensor(extra, new byte[extra.ByteCount]))], x.Info.Quantization);
        Value scattered = context.Add("scattered", new ScatterNd { Reduction = reduction }, [longer, context.Add("column", new ExpandDims(), [chosen, last]), updates], x.Info.Quantization);
        Value cut = context.Add("cut", new StridedSlice(), [scattered, context.Integers("cut_begin", 0), context.Integers("cut_end", count)], x.Info.Quantization);
        return context.Add("result", new Reshape(), [cut, context.Integers("result_sizes", [.. sizes.Select(s => (long)s)])], x.Info.Quantization);
    }

    /// <summary>Where windows begin along <paramref name="axes"/>: <c>[batches…, axes]</c>, Int64; 0 along axes that have no index.</summary>
    private static Value Starts(MappingContext context, ValueList<long> map, long vectorDim, int[] axes, out int batches)
    {
        Value indices = context.Add("indices", new Cast(ElementType.Int64), [context.Input(1)]);
        if (!indices.Info.Shape.IsRanked) throw new UnmappedException($"indices are {indices}, expected a known number of dimensions");
        int rank = indices.Info.Shape.Rank, axis = StablehloLayoutMapping.Axis(vectorDim);
        if (axis > rank) throw new InvalidNetworkException($"index vectors are along axis {axis} of {indices}");
        if (axis == rank) indices = context.Add("vectors", new ExpandDims(), [indices, context.Integers("vector_axis", -1)]);
        else indices = Ordered(context, "vectors", indices, [.. Enumerable.Range(0, rank).Where(i => i != axis), axis]);
        batches = axis == rank ? rank : rank - 1;
        long[] columns = [.. axes.Select(a => (long)map.Span.IndexOf(a))];
        if (columns.SequenceEqual(Enumerable.Range(0, map.Count).Select(i => (long)i))) return indices;
        // One more column of zeros for the axes without an index.
        var borders = new long[2 * (batches + 1)];
        borders[^1] = 1;
        Value paddings = context.Builder.Constant($"{context.Name}/zeros", Tensor.Create<long>(new TensorInfo(ElementType.Int64, [batches + 1, 2]), borders));
        Value padded = context.Add("with_zeros", new Pad(PadMode.Constant), [indices, paddings]);
        return context.Add("starts", new Gather(-1), [padded, context.Integers("columns", [.. columns.Select(c => c < 0 ? map.Count : c)])]);
    }

    /// <summary>Coordinates of all elements of windows: <c>[batches…, window…, coordinates]</c>.</summary>
    /// <param name="context">Receives the nodes.</param>
    /// <param name="starts">Where windows begin: <c>[batches…, coordinates]</c>.</param>
    /// <param name="batches">Number of axes before the coordinates.</param>
    /// <param name="window">Sizes of windows.</param>
    /// <param name="coordinates">Per axis of the window, the coordinate that counts along it.</param>
    /// <param name="count">Number of coordinates.</param>
    private static Value Places(MappingContext context, Value starts, int batches, long[] window, int[] coordinates, int count)
    {
        if (window.Length == 0) return starts;
        Value sizes = context.Integers("window", window), zero = context.Scalar("no_offset", ElementType.Int64, 0L);
        Value none = context.Add("no_offsets", new Fill(), [sizes, zero]);
        var offsets = new Value[count];
        Array.Fill(offsets, none);
        for (int i = 0; i < window.Length; i++)
        {
            Value line = context.Add($"line_{i}", new Reshape(), [context.Numbers($"numbers_{i}", window[i]), context.Integers($"line_sizes_{i}", [.. window.Select((_, j) => j == i ? -1L : 1L)])]);
            offsets[coordinates[i]] = context.Add($"offset_{i}", new BroadcastTo(), [line, sizes]);
        }

        Value axes = context.Integers("window_axes", [.. Enumerable.Range(batches, window.Length).Select(i => (long)i)]);
        return context.Add("places", new Binary(BinaryKind.Add), [context.Add("expanded", new ExpandDims(), [starts, axes]), context.Add("within", new Pack(-1), offsets)]);
    }

    /// <summary>The order of axes that puts <paramref name="windows"/> at <paramref name="offsets"/> of the result and batches elsewhere.</summary>
    private static int[] Interleaved(int batches, int[] windows, ValueList<long> offsets)
    {
        if (offsets.Count != windows.Length || offsets.Any(a => a < 0 || a >= batches + windows.Length))
            throw new InvalidNetworkException($"offset dimensions are {offsets}, expected {windows.Length} of the result's {batches + windows.Length}");
        long[] sorted = [.. offsets.Order()];
        int batch = 0;
        return [.. Enumerable.Range(0, batches + windows.Length).Select(i => Array.IndexOf(sorted, i) is >= 0 and var w ? windows[w] : batch++)];
    }

    private static Value Ordered(MappingContext context, string suffix, Value x, int[] order) => order.SequenceEqual(Enumerable.Range(0, order.Length))
        ? x
        : context.Add(suffix, new Transpose(), [x, context.Integers($"{suffix}_order", [.. order.Select(i => (long)i)])], x.Info.Quantization);

    private static ScatterReduction Reduction(MappingContext context, int subgraph, Value x) => FoldingBody.KindOf(context, subgraph, x.Info.Type) switch
    {
        null => ScatterReduction.None,
        ReduceKind.Sum => ScatterReduction.Add,
        ReduceKind.Prod => ScatterReduction.Mul,
        ReduceKind.Max or ReduceKind.Any => ScatterReduction.Max,
        _ => ScatterReduction.Min,
    };
}
