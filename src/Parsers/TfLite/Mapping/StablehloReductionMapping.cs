using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>StableHLO operators whose functions are subgraphs: reductions and sorting.</summary>
internal static class StablehloReductionMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.STABLEHLO_REDUCE] = Reduce,
            [TfLiteBuiltinOperator.STABLEHLO_REDUCE_WINDOW] = ReduceWindow,
            [TfLiteBuiltinOperator.STABLEHLO_SORT] = Sort,
        };

    private static void Reduce(MappingContext context)
    {
        StablehloReduceOptions o = context.Options<StablehloReduceOptions>();
        ReduceKind kind = Kind(context, o.BodySubgraph);
        Value x = context.Input(0), reduced = context.Add("reduced", new Reduce(kind), [x, context.Integers("axes", o.Dimensions.Span)]);
        context.Emit(FoldingBody.Combine(kind), reduced, context.Input(1));
    }

    private static void ReduceWindow(MappingContext context)
    {
        StablehloReduceWindowOptions o = context.Options<StablehloReduceWindowOptions>();
        ReduceKind kind = Kind(context, o.BodySubgraph);
        int rank = o.WindowDimensions.Count;
        Value initial = context.Input(1);
        Value x = StablehloLayoutMapping.Surround(context, context.Input(0), initial, o.BaseDilations, o.Padding.Span);
        context.Emit(new ReduceWindow(kind), x, initial, context.Integers("window", o.WindowDimensions.Span),
            Numbers(context, "strides", o.WindowStrides, rank), Numbers(context, "dilations", o.WindowDilations, rank));
    }

    /// <summary>By one of the operands, in ascending or descending order; equal ones stay in order. The other operands follow it.</summary>
    private static void Sort(MappingContext context)
    {
        StablehloSortOptions o = context.Options<StablehloSortOptions>();
        int axis = StablehloLayoutMapping.Axis(o.Dimension);
        (int key, bool ascending) = Order(context, o.ComparatorSubgraph);
        Value keys = context.Input(key);
        if (!keys.Info.Shape.IsRanked || axis >= keys.Info.Shape.Rank || !keys.Info.Shape.Dimensions[axis].IsKnown)
            throw new UnmappedException($"operand {key} is {keys}, expected a known size along axis {axis}");
        Value count = context.Scalar("count", ElementType.Int64, (long)keys.Info.Shape[axis]);
        var sorted = context.Builder.AddMany($"{context.Name}/sorted", new TopK(ElementType.Int64) { Smallest = ascending, Axis = axis }, [keys, count]);
        for (int i = 0; i < context.InputCount; i++)
            context.SetOutput(i, i == key ? sorted[0] : context.Add($"sorted_{i}", new GatherElements(axis), [context.Input(i), sorted[1]]));
    }

    /// <summary>Which operand a comparator looks at, and whether smaller ones come first.</summary>
    private static (int Key, bool Ascending) Order(MappingContext context, int subgraph)
    {
        TfLiteSubgraph body = context.Graph.File.Model.Subgraphs[subgraph];
        if (body.Operators is [{ } only] && only.Inputs.Count == 2 && only.Outputs is [var result] && body.Outputs is [var output] && result == output)
        {
            int a = IndexOf(body.Inputs, only.Inputs[0]), b = IndexOf(body.Inputs, only.Inputs[1]);
            bool? less = only.Code switch
            {
                TfLiteBuiltinOperator.LESS => true,
                TfLiteBuiltinOperator.GREATER => false,
                TfLiteBuiltinOperator.STABLEHLO_COMPARE => only.Options<StablehloCompareOptions>().Direction switch
                {
                    StablehloComparisonDirection.Less => true,
                    StablehloComparisonDirection.Greater => false,
                    _ => null,
                },
                _ => null,
            };
            int key = Math.Min(a, b) / 2;
            // Operands of the comparator come in pairs: the former and the latter of each.
            if (less is { } ascending && a >= 0 && b >= 0 && a / 2 == b / 2 && a != b && key < context.InputCount) return (key, ascending == a < b);
        }

        throw new UnmappedException($"it sorts by {string.Join(", ", body.Operators.Select(o => o.Name))}, expected one comparison of two of its inputs by less or greater");
    }

    private static int IndexOf(ValueList<int> list, int value) => list.Span.IndexOf(value);

    private static ReduceKind Kind(MappingContext context, int body)
    {
        if (context.InputCount != 2) throw new UnmappedException($"it folds {context.InputCount / 2} tensors at once, expected one");
        return FoldingBody.KindOf(context, body, context.Input(0).Info.Type) ?? throw new UnmappedException("its function yields the last number, expected one of both");
    }

    private static Value Numbers(MappingContext context, string suffix, ValueList<long> numbers, int count) =>
        context.Integers(suffix, numbers.Count > 0 ? numbers.Span : [.. Enumerable.Repeat(1L, count)]);
}
