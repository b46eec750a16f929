using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Pooling.</summary>
internal static class PoolMapping
{
    private const int WholeExponent = 2;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["MaxPool"] = MaxPool,
        ["MaxUnpool"] = MaxUnpool,
        ["AveragePool"] = context => Pool(context, PoolKind.Average),
        ["LpPool"] = context => Pool(context, PoolKind.Lp),
        ["GlobalAveragePool"] = context => Global(context, ReduceKind.Mean),
        ["GlobalMaxPool"] = context => Global(context, ReduceKind.Max),
        ["GlobalLpPool"] = GlobalLpPool,
    };

    private static void MaxPool(MappingContext context)
    {
        if (!context.HasOutput(1))
        {
            Pool(context, PoolKind.Max);
            return;
        }

        WindowAttributes window = WindowAttributes.Read(context.Attributes);
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, new MaxPoolWithIndices(window.Kernel.ToValueList(), window.Strides, window.Padding)
        {
            Dilations = window.Dilations,
            Ceiling = context.Attributes.Flag("ceil_mode"),
            Indexing = context.Attributes.Flag("storage_order") ? PoolIndexing.ChannelsFirstColumnMajor : PoolIndexing.ChannelsFirst,
        }, [context.ToLast(context.Input(0), window.Spatial)]);
        for (int i = 0; i < 2; i++)
            if (context.HasOutput(i)) context.SetOutput(i, context.ToFirst(results[i], window.Spatial));
    }

    /// <summary>A stated output size is padding at the end; places count in the output without it.</summary>
    private static void MaxUnpool(MappingContext context)
    {
        WindowAttributes window = WindowAttributes.Read(context.Attributes);
        Value y = context.ToFirst(context.Add("unpooled", new MaxUnpool(window.Kernel.ToValueList(), window.Strides, window.Padding),
            context.ToLast(context.Input(0), window.Spatial), context.ToLast(context.Input(1), window.Spatial)), window.Spatial);
        if (context.Optional(2) is { } size)
        {
            Value after = context.Binary(BinaryKind.Sub, size, context.ShapeOf(y));
            Value before = context.Binary(BinaryKind.Sub, after, after);
            y = context.Add("padded", new Pad(PadMode.Constant), y, context.Concat(1, context.Unsqueeze(before, 1), context.Unsqueeze(after, 1)));
        }

        context.SetOutput(0, y);
    }

    private static void Pool(MappingContext context, PoolKind kind)
    {
        WindowAttributes window = WindowAttributes.Read(context.Attributes);
        Value x = context.ToLast(context.Input(0), window.Spatial);
        context.EmitSpatial(window.Spatial, new Pool(kind, window.Kernel.ToValueList(), window.Strides, window.Padding)
        {
            Dilations = window.Dilations,
            CountIncludePad = context.Attributes.Flag("count_include_pad"),
            Ceiling = context.Attributes.Flag("ceil_mode"),
            P = kind == PoolKind.Lp ? Exponent(context) : 2,
        }, x);
    }

    private static void Global(MappingContext context, ReduceKind kind)
    {
        Value x = context.Input(0);
        context.Emit(new Reduce(kind) { KeepDims = true }, x, context.Integers("axes", Spatial(x)));
    }

    private static void GlobalLpPool(MappingContext context)
    {
        Value x = context.Input(0);
        ElementType type = x.Info.Type;
        int p = Exponent(context);
        Value powers = context.Binary(BinaryKind.Pow, context.Unary(UnaryKind.Abs, x), context.Scalar(type, p));
        context.Emit(new Binary(BinaryKind.Pow), context.Reduce(ReduceKind.Sum, powers, true, Spatial(x)), context.Scalar(type, 1.0 / p));
    }

    /// <summary>The first version has it as a float.</summary>
    private static int Exponent(MappingContext context)
    {
        if (context.Opset >= WholeExponent) return context.Attributes.Int32("p", 2);
        float p = context.Attributes.Float("p", 2);
        return float.IsInteger(p) && p is >= 1 and <= short.MaxValue ? (int)p : throw new UnmappedException($"attribute 'p' is {p}, expected a whole number");
    }

    private static long[] Spatial(Value x) => ChannelsLast.Axes(2, Math.Max(0, x.RankOf("operand 0") - 2));
}
