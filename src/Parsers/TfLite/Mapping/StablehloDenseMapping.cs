using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>STABLEHLO_DOT_GENERAL and STABLEHLO_CONVOLUTION: axes are brought into the order that products and convolutions have here.</summary>
internal static class StablehloDenseMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.STABLEHLO_DOT_GENERAL] = DotGeneral,
            [TfLiteBuiltinOperator.STABLEHLO_CONVOLUTION] = Convolution,
        };

    private static void DotGeneral(MappingContext context)
    {
        StablehloDotGeneralOptions o = context.Options<StablehloDotGeneralOptions>();
        Value a = Float(context, 0), b = Float(context, 1);
        int[] x = MappingContext.KnownSizes(a), y = MappingContext.KnownSizes(b);
        int[] aBatch = Axes(o.LhsBatchingDimensions, a), aInner = Axes(o.LhsContractingDimensions, a), bBatch = Axes(o.RhsBatchingDimensions, b), bInner = Axes(o.RhsContractingDimensions, b);
        int[] aOuter = Others(x, aBatch, aInner), bOuter = Others(y, bBatch, bInner);
        long[] batch = [.. aBatch.Select(i => (long)x[i])];
        Value left = Matrices(context, "left", a, [.. aBatch, .. aOuter, .. aInner], [.. batch, Count(x, aOuter), Count(x, aInner)]);
        Value right = Matrices(context, "right", b, [.. bBatch, .. bInner, .. bOuter], [.. bBatch.Select(i => (long)y[i]), Count(y, bInner), Count(y, bOuter)]);
        Value product = context.Add("product", new MatMul(), [left, right]);
        long[] sizes = [.. batch, .. aOuter.Select(i => (long)x[i]), .. bOuter.Select(i => (long)y[i])];
        context.Emit(new Reshape(), product, context.Integers("sizes", sizes));
    }

    private static Value Matrices(MappingContext context, string suffix, Value x, int[] order, long[] sizes)
    {
        Value ordered = context.Add($"{suffix}_ordered", new Transpose(), [x, context.Integers($"{suffix}_order", [.. order.Select(i => (long)i)])]);
        return context.Add(suffix, new Reshape(), [ordered, context.Integers($"{suffix}_sizes", sizes)]);
    }

    private static void Convolution(MappingContext context)
    {
        StablehloConvolutionOptions o = context.Options<StablehloConvolutionOptions>();
        Value x = Float(context, 0), weights = Float(context, 1);
        int spatial = o.InputSpatialDimensions.Count;
        if (o.BatchGroupCount is not (0 or 1)) throw new UnmappedException($"{o.BatchGroupCount} groups of the batch, expected 1");
        if (spatial is < 1 or > 3) throw new UnmappedException($"{spatial} spatial dimensions, expected 1 to 3");
        if (o.KernelSpatialDimensions.Count != spatial || o.OutputSpatialDimensions.Count != spatial)
            throw new InvalidNetworkException($"spatial dimensions are {o.InputSpatialDimensions}, {o.KernelSpatialDimensions} and {o.OutputSpatialDimensions}, expected as many of each");
        x = Ordered(context, "input", x, [o.InputBatchDimension, .. o.InputSpatialDimensions, o.InputFeatureDimension]);
        weights = Ordered(context, "weights", weights, [o.KernelOutputFeatureDimension, .. o.KernelSpatialDimensions, o.KernelInputFeatureDimension]);
        long[] reversed = [.. o.WindowReversal.Select((r, i) => (r, i)).Where(p => p.r).Select(p => p.i + 1L)];
        if (reversed.Length > 0) weights = context.Add("reversed", new Reverse(), [weights, context.Integers("reversed_axes", reversed)]);
        // Padding is done beforehand: it may be negative, and the input may be dilated.
        long[] edges = [0, 0, .. o.Padding.Count > 0 ? o.Padding.Span : new long[2 * spatial], 0, 0];
        if (edges.Length != 2 * (spatial + 2)) throw new InvalidNetworkException($"padding is {o.Padding}, expected {2 * spatial} numbers");
        ValueList<long> factors = Numbers(o.LhsDilation, spatial).Prepend(1).Append(1).Select(f => (long)f).ToValueList();
        var zero = new TensorInfo(x.Info.Type, Shape.Scalar);
        Value padding = context.Builder.Constant($"{context.Name}/zero", new Tensor(zero, new byte[zero.ByteCount]));
        x = StablehloLayoutMapping.Surround(context, x, padding, factors, edges);
        var op = new Convolution(Numbers(o.WindowStrides, spatial), Numbers(o.RhsDilation, spatial), Padding.Valid) { Groups = o.FeatureGroupCount == 0 ? 1 : Number(o.FeatureGroupCount) };
        Value y = context.Add("convolved", op, [x, weights]);
        long[] order = new long[spatial + 2];
        int[] targets = Axes([o.OutputBatchDimension, .. o.OutputSpatialDimensions, o.OutputFeatureDimension], y);
        if (targets.Any(t => t >= order.Length)) throw new InvalidNetworkException($"output dimensions are {string.Join(", ", targets)}, expected those of {order.Length}");
        for (int i = 0; i < targets.Length; i++) order[targets[i]] = i;
        context.SetOutput(0, Ordered(context, "output", y, order));
    }

    private static Value Ordered(MappingContext context, string suffix, Value x, long[] order) =>
        context.Add(suffix, new Transpose(), [x, context.Integers($"{suffix}_order", order)]);

    private static ValueList<int> Numbers(ValueList<long> numbers, int count) => numbers.Count == 0 ? Enumerable.Repeat(1, count).ToValueList() : numbers.Select(Number).ToValueList();

    private static int Number(long number) => number is > 0 and < int.MaxValue ? (int)number : throw new InvalidNetworkException($"found {number}, expected a positive number of 32 bits");

    private static Value Float(MappingContext context, int index)
    {
        Value x = context.Input(index);
        return x.Info.Type.IsFloat() ? x : throw new UnmappedException($"operand {index} is {x}, expected floats");
    }

    private static int[] Axes(ValueList<long> axes, Value x)
    {
        if (axes.Distinct().Count() != axes.Count || axes.Any(a => a < 0 || (x.Info.Shape.IsRanked && a >= x.Info.Shape.Rank)))
            throw new InvalidNetworkException($"axes are {axes}, expected different ones of {x}");
        return [.. axes.Select(a => (int)a)];
    }

    private static int[] Others(int[] sizes, int[] batch, int[] inner) => [.. Enumerable.Range(0, sizes.Length).Except(batch).Except(inner)];

    private static long Count(int[] sizes, int[] axes) => axes.Aggregate(1L, (count, axis) => count * sizes[axis]);
}
