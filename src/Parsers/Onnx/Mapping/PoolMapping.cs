using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Pooling.</summary>
internal static class PoolMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["MaxPool"] = MaxPool,
        ["AveragePool"] = context => Pool(context, PoolKind.Average),
        ["LpPool"] = context => Pool(context, PoolKind.Lp),
        ["GlobalAveragePool"] = context => Global(context, ReduceKind.Mean),
        ["GlobalMaxPool"] = context => Global(context, ReduceKind.Max),
        ["GlobalLpPool"] = GlobalLpPool,
    };

    private static void MaxPool(MappingContext context)
    {
        if (context.HasOutput(1)) throw new UnmappedException("yields indices, which is not supported yet");
        Pool(context, PoolKind.Max);
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
            P = context.Attributes.Int32("p", 2),
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
        int p = context.Attributes.Int32("p", 2);
        Value powers = context.Binary(BinaryKind.Pow, context.Unary(UnaryKind.Abs, x), context.Scalar(type, p));
        context.Emit(new Binary(BinaryKind.Pow), context.Reduce(ReduceKind.Sum, powers, true, Spatial(x)), context.Scalar(type, 1.0 / p));
    }

    private static long[] Spatial(Value x) => [.. Enumerable.Range(2, Math.Max(0, x.RankOf("operand 0") - 2)).Select(a => (long)a)];
}
