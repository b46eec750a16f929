using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>RESHAPE, SQUEEZE, EXPAND_DIMS and TRANSPOSE.</summary>
internal static class ShapeMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.RESHAPE] = Reshape,
            [TfLiteBuiltinOperator.SQUEEZE] = Squeeze,
            [TfLiteBuiltinOperator.EXPAND_DIMS] = context => context.Emit(new ExpandDims(), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.TRANSPOSE] = context => context.Emit(new Transpose(), context.Input(0), context.Integers(1)),
        };

    private static void Reshape(MappingContext context)
    {
        bool stated = context.Optional(1) is { Info: { Type: ElementType.Int32, Shape: { IsRanked: true, Rank: 1 } } };
        context.Emit(new Reshape(), context.Input(0), stated ? context.Input(1) : ShapeOfOptions(context));
    }

    /// <summary>The shape in the options is used without a vector operand; the list [0] stands for no dimensions there.</summary>
    private static Value ShapeOfOptions(MappingContext context)
    {
        ValueList<int> shape = context.Options<ReshapeOptions>().NewShape;
        return context.Integers("shape", shape is [0] ? [] : [.. shape.Select(size => (long)size)]);
    }

    private static void Squeeze(MappingContext context)
    {
        ValueList<int> axes = context.Options<SqueezeOptions>().SqueezeDims;
        Value? operand = axes.Count == 0 ? null : context.Integers("axes", [.. axes.Select(axis => (long)axis)]);
        context.Emit(new Squeeze(), context.Input(0), operand);
    }
}
