using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that read and write elements at computed places.</summary>
internal static class GatherMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Gather"] = context => context.Emit(new Gather(context.Attributes.Int32("axis", 0)), context.Input(0), context.Input(1)),
        ["GatherND"] = context => context.Emit(new GatherNd { BatchDims = context.Attributes.Int32("batch_dims", 0) }, context.Input(0), context.Input(1)),
        ["ScatterND"] = context => context.Emit(new ScatterNd { Reduction = Reduction(context) }, context.Input(0), context.Input(1), context.Input(2)),
        ["GatherElements"] = context => context.Emit(new GatherElements(context.Attributes.Int32("axis", 0)), context.Input(0), context.Input(1)),
        ["ScatterElements"] = ScatterElements,
        ["Scatter"] = ScatterElements,
        ["TensorScatter"] = context => context.Emit(new TensorScatter(context.Attributes.Int32("axis", -2))
        {
            Circular = context.Attributes.Text("mode", "linear") == "circular",
        }, context.AllInputs()),
    };

    private static void ScatterElements(MappingContext context) => context.Emit(
        new ScatterElements(context.Attributes.Int32("axis", 0)) { Reduction = Reduction(context) }, context.Input(0), context.Input(1), context.Input(2));

    private static ScatterReduction Reduction(MappingContext context) => context.Attributes.Text("reduction", "none") switch
    {
        "none" => ScatterReduction.None,
        "add" => ScatterReduction.Add,
        "mul" => ScatterReduction.Mul,
        "max" => ScatterReduction.Max,
        "min" => ScatterReduction.Min,
        var other => throw new InvalidNetworkException($"attribute 'reduction' is '{other}', expected none, add, mul, max or min"),
    };
}
