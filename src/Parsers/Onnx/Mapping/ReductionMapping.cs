using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Reduce*.</summary>
internal static class ReductionMapping
{
    private const int AxesOperand = 18;
    private const int SumAxesOperand = 13;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["ReduceSum"] = context => Reduce(context, ReduceKind.Sum, SumAxesOperand),
        ["ReduceMean"] = context => Reduce(context, ReduceKind.Mean),
        ["ReduceMax"] = context => Reduce(context, ReduceKind.Max),
        ["ReduceMin"] = context => Reduce(context, ReduceKind.Min),
        ["ReduceProd"] = context => Reduce(context, ReduceKind.Prod),
        ["ReduceL1"] = context => Reduce(context, ReduceKind.L1),
        ["ReduceL2"] = context => Reduce(context, ReduceKind.L2),
        ["ReduceSumSquare"] = context => Reduce(context, ReduceKind.SumSquare),
        ["ReduceLogSum"] = context => Reduce(context, ReduceKind.LogSum),
        ["ReduceLogSumExp"] = context => Reduce(context, ReduceKind.LogSumExp),
    };

    private static void Reduce(MappingContext context, ReduceKind kind, int operandFrom = AxesOperand)
    {
        Value? axes = context.Opset >= operandFrom ? context.Optional(1)
            : context.Attributes.Ints("axes") is { } listed ? context.Integers("axes", listed) : null;
        bool none = axes is null || (axes.Info.Shape is { IsStatic: true } shape && shape.ElementCount == 0);
        // No axes mean all of them, unless the node says that they mean none.
        if (none) axes = context.Attributes.Flag("noop_with_empty_axes") ? context.Integers("none") : null;
        context.Emit(new Reduce(kind) { KeepDims = context.Attributes.Flag("keepdims", true) }, context.Input(0), axes);
    }
}
