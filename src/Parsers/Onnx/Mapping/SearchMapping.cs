using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that look for elements, or run along an axis.</summary>
internal static class SearchMapping
{
    private const int TopKOperand = 10;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["ArgMax"] = context => ArgMinMax(context, ArgKind.Max),
        ["ArgMin"] = context => ArgMinMax(context, ArgKind.Min),
        ["TopK"] = TopK,
        ["NonZero"] = context => context.Emit(new Transpose(), context.Add("coordinates", new NonZero(ElementType.Int64), context.Input(0)), context.Integers("axes", 1, 0)),
        ["OneHot"] = OneHot,
        ["CumSum"] = context => context.Emit(new CumulativeSum
        {
            Exclusive = context.Attributes.Flag("exclusive"),
            Reverse = context.Attributes.Flag("reverse"),
        }, context.Input(0), context.AsList(context.Input(1))),
        ["CumProd"] = context => context.Emit(new CumulativeProduct
        {
            Exclusive = context.Attributes.Flag("exclusive"),
            Reverse = context.Attributes.Flag("reverse"),
        }, context.Input(0), context.AsList(context.Input(1))),
        ["Unique"] = Unique,
        ["Compress"] = context => context.Emit(
            new Compress(context.Attributes.Has("axis") ? context.Attributes.Int32("axis", 0) : null), context.Input(0), context.Input(1)),
        ["ReverseSequence"] = context => context.Emit(
            new ReverseSequence(context.Attributes.Int32("time_axis", 0), context.Attributes.Int32("batch_axis", 1)), context.Input(0), context.Input(1)),
    };

    private static void ArgMinMax(MappingContext context, ArgKind kind) => context.Emit(new ArgMinMax(kind, ElementType.Int64)
    {
        KeepDims = context.Attributes.Flag("keepdims", true),
        SelectLast = context.Attributes.Flag("select_last_index"),
    }, context.Input(0), context.Integers("axis", context.Attributes.Int("axis", 0)));

    private static void TopK(MappingContext context)
    {
        Value k = context.Opset >= TopKOperand ? context.AsList(context.Input(1)) : context.Integers("k", context.Attributes.RequiredInt("k"));
        context.Emit(new TopK(ElementType.Int64) { Smallest = !context.Attributes.Flag("largest", true), Axis = context.Attributes.Int32("axis", -1) }, context.Input(0), k);
    }

    /// <summary>The results come in another order than the operator's.</summary>
    private static void Unique(MappingContext context)
    {
        var op = new Unique(ElementType.Int64)
        {
            Axis = context.Attributes.Has("axis") ? context.Attributes.Int32("axis", 0) : null,
            Sorted = context.Attributes.Flag("sorted", true),
            Detailed = true,
        };
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op, [context.Input(0)]);
        ReadOnlySpan<int> order = [0, 2, 1, 3];
        for (int i = 0; i < order.Length; i++)
            if (context.HasOutput(i)) context.SetOutput(i, results[order[i]]);
    }

    /// <summary>The values of off and on come as one list, depth and indices as numbers of any type.</summary>
    private static void OneHot(MappingContext context)
    {
        Value values = context.Input(2);
        Value on = context.AsScalar(context.Part(values, 0, 1, 2)), off = context.AsScalar(context.Part(values, 0, 0, 1));
        context.Emit(new OneHot(context.Attributes.Int32("axis", -1)) { NegativeWraps = true },
            Integer(context, context.Input(0)), context.AsScalar(Integer(context, context.Input(1))), on, off);
    }

    private static Value Integer(MappingContext context, Value x) =>
        x.Info.Type is ElementType.Int32 or ElementType.Int64 ? x : context.Cast(x, ElementType.Int64);
}
