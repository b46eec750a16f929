using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>StableHLO operators that rearrange, cut out or make elements.</summary>
internal static class StablehloLayoutMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.STABLEHLO_RESHAPE] = context => context.Emit(new Reshape(), context.Input(0), context.Integers("shape", Sizes(context).Span)),
            [TfLiteBuiltinOperator.STABLEHLO_TRANSPOSE] = context =>
                context.Emit(new Transpose(), context.Input(0), context.Integers("order", context.Options<StablehloTransposeOptions>().Permutation.Span)),
            [TfLiteBuiltinOperator.STABLEHLO_CONCATENATE] = context => context.Emit(new Concat(Axis(context.Options<StablehloConcatenateOptions>().Dimension)), context.AllInputs()),
            [TfLiteBuiltinOperator.STABLEHLO_BROADCAST_IN_DIM] = BroadcastInDim,
            [TfLiteBuiltinOperator.STABLEHLO_SLICE] = Slice,
            [TfLiteBuiltinOperator.STABLEHLO_DYNAMIC_SLICE] = DynamicSlice,
            [TfLiteBuiltinOperator.STABLEHLO_DYNAMIC_UPDATE_SLICE] = context =>
                context.Emit(new DynamicUpdateSlice(), context.Input(0), context.Input(1), Starts(context, 2)),
            [TfLiteBuiltinOperator.STABLEHLO_PAD] = Pad,
            [TfLiteBuiltinOperator.STABLEHLO_IOTA] = Iota,
        };

    /// <summary>x with elements between, before and after its own; negative numbers before and after cut off.</summary>
    public static Value Surround(MappingContext context, Value x, Value value, ValueList<long> factors, ReadOnlySpan<long> paddings)
    {
        if (factors.Any(f => f != 1)) x = context.Add("dilated", new Dilate(), [x, context.Integers("factors", factors.Span), value], x.Info.Quantization);
        if (paddings.IndexOfAnyExcept(0) < 0) return x;
        if (paddings.Length % 2 != 0) throw new InvalidNetworkException($"there are {paddings.Length} paddings, expected two for each dimension");
        var info = new TensorInfo(ElementType.Int64, [paddings.Length / 2, 2]);
        Value borders = context.Builder.Constant($"{context.Name}/paddings", Tensor.Create(info, paddings));
        return context.Add("padded", new Ops.Pad(PadMode.Constant), [x, borders, value], x.Info.Quantization);
    }

    /// <summary>An axis that the file states in 64 bits.</summary>
    public static int Axis(long axis) => axis is >= 0 and < int.MaxValue ? (int)axis : throw new InvalidNetworkException($"axis is {axis}, expected a number of a dimension");

    /// <summary>StableHLO states the shapes of results; they are parameters of some operators.</summary>
    private static ValueList<long> Sizes(MappingContext context) => context.OutputTensor(0).Shape.Select(s => s < 0
        ? throw new UnmappedException($"result {context.OutputTensor(0)} has sizes that are not known, expected known ones")
        : (long)s).ToValueList();

    private static void BroadcastInDim(MappingContext context)
    {
        ValueList<long> axes = context.Options<StablehloBroadcastInDimOptions>().BroadcastDimensions, sizes = Sizes(context);
        Value x = context.Input(0);
        int[] order = [.. Enumerable.Range(0, axes.Count).OrderBy(i => axes[i])];
        if (!order.SequenceEqual(Enumerable.Range(0, order.Length)))
            x = context.Add("ordered", new Transpose(), [x, context.Integers("order", [.. order.Select(i => (long)i)])], x.Info.Quantization);
        long[] added = [.. Enumerable.Range(0, sizes.Count).Select(i => (long)i).Where(i => !axes.Contains(i))];
        if (added.Length > 0) x = context.Add("expanded", new ExpandDims(), [x, context.Integers("axes", added)], x.Info.Quantization);
        context.Emit(new BroadcastTo(), x, context.Integers("sizes", sizes.Span));
    }

    private static void Slice(MappingContext context)
    {
        StablehloSliceOptions o = context.Options<StablehloSliceOptions>();
        context.Emit(new StridedSlice(), context.Input(0), context.Integers("start", o.StartIndices.Span), context.Integers("limit", o.LimitIndices.Span), context.Integers("strides", o.Strides.Span));
    }

    /// <summary>Slices that would leave x are moved back into it.</summary>
    private static void DynamicSlice(MappingContext context)
    {
        ValueList<long> sizes = context.Options<StablehloDynamicSliceOptions>().SliceSizes;
        Value x = context.Input(0), size = context.Integers("size", sizes.Span);
        Value whole = context.Add("whole", new ShapeOf(ElementType.Int64), [x]);
        Value last = context.Add("last", new Binary(BinaryKind.Sub), [whole, size]);
        Value most = context.Add("most", new Binary(BinaryKind.Minimum), [Starts(context, 1), last]);
        Value start = context.Add("start", new Binary(BinaryKind.Maximum), [most, context.Scalar("zero", ElementType.Int64, 0L)]);
        context.Emit(new Ops.Slice(), x, start, size);
    }

    /// <summary>Operands from <paramref name="first"/> on, each one number, as one list.</summary>
    private static Value Starts(MappingContext context, int first)
    {
        if (context.InputCount == first) return context.Integers("starts", []);
        Value[] starts = [.. Enumerable.Range(first, context.InputCount - first).Select(i =>
            context.Add($"start_{i}", new Cast(ElementType.Int64), [context.Input(i)]))];
        return context.Add("starts", new Pack(0), starts);
    }

    private static void Pad(MappingContext context)
    {
        StablehloPadOptions o = context.Options<StablehloPadOptions>();
        int rank = o.EdgePaddingLow.Count;
        if (o.EdgePaddingHigh.Count != rank || o.InteriorPadding.Count != rank)
            throw new InvalidNetworkException($"paddings are {o.EdgePaddingLow}, {o.EdgePaddingHigh} and {o.InteriorPadding}, expected as many of each");
        long[] edges = [.. Enumerable.Range(0, rank).SelectMany(i => new[] { o.EdgePaddingLow[i], o.EdgePaddingHigh[i] })];
        ValueList<long> factors = o.InteriorPadding.Select(i => i is >= 0 and < int.MaxValue ? i + 1 : throw new InvalidNetworkException($"interior padding is {i}, expected at least 0")).ToValueList();
        context.SetOutput(0, Surround(context, context.Input(0), context.Input(1), factors, edges));
    }

    private static void Iota(MappingContext context)
    {
        int axis = Axis(context.Options<StablehloIotaOptions>().IotaDimension);
        ValueList<long> sizes = Sizes(context);
        if (axis >= sizes.Count) throw new InvalidNetworkException($"axis is {axis}, the result has {sizes.Count} dimension(s)");
        Value typed = context.Add("typed", new Cast(context.OutputInfo(0).Type), [context.Numbers("numbers", sizes[axis])]);
        Value column = context.Add("column", new Reshape(), [typed, context.Integers("column_sizes", [.. sizes.Select((_, i) => i == axis ? -1L : 1L)])]);
        context.Emit(new BroadcastTo(), column, context.Integers("sizes", sizes.Span));
    }
}
