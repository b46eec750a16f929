using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Operators that move elements; most became part of ONNX later.</summary>
internal static class MovementMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["ExpandDims"] = context => context.Emit(new ExpandDims(), context.Input(0), context.AsList(context.Input(1))),
        ["GatherND"] = GatherMapping.Operators["GatherND"],
        ["Trilu"] = ConstantMapping.Operators["Trilu"],
        ["Pad"] = context => SliceMapping.Pad(context, context.Input(1), context.Optional(2)),
        ["Range"] = Range,
        ["Unique"] = Unique,
    };

    /// <summary>The step may be left out.</summary>
    private static void Range(MappingContext context)
    {
        Value first = context.AsScalar(context.Input(0));
        context.Emit(new Ops.Range(), first, context.AsScalar(context.Input(1)),
            context.Optional(2) is { } step ? context.AsScalar(step) : context.Scalar(first.Info.Type, 1));
    }

    /// <summary>In the order in which elements first appear.</summary>
    private static void Unique(MappingContext context)
    {
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, new Unique(ElementType.Int64) { Detailed = true, Sorted = false }, [context.Input(0)]);
        ReadOnlySpan<int> order = [0, 1, 3];
        for (int i = 0; i < order.Length; i++)
            if (context.HasOutput(i)) context.SetOutput(i, results[order[i]]);
    }
}
