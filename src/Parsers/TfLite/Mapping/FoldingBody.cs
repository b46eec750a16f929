using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Subgraphs that tell how two numbers become one. Those of one operator are recognised; others are not mapped.</summary>
internal static class FoldingBody
{
    /// <summary>The function of a subgraph of two inputs; null when it yields the second one.</summary>
    /// <exception cref="UnmappedException">It does something else.</exception>
    public static ReduceKind? KindOf(MappingContext context, int subgraph, ElementType type)
    {
        TfLiteSubgraph body = context.Graph.File.Model.Subgraphs[subgraph];
        if (body.Inputs.Count == 2 && body.Outputs.Count == 1)
        {
            if (body.Operators is [] && body.Outputs[0] == body.Inputs[1]) return null;
            if (body.Operators is [{ } only] && only.Inputs.Order().SequenceEqual(body.Inputs.Order()) && only.Outputs is [var result] && result == body.Outputs[0]
                && KindOf(only, type) is { } kind)
                return kind;
        }

        throw new UnmappedException($"its function of two numbers is {string.Join(", ", body.Operators.Select(o => o.Name))}, expected one addition, multiplication, minimum, maximum, and or or");
    }

    /// <summary>Combines two tensors of numbers, or of truth values for Any and All.</summary>
    public static Op Combine(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => new Binary(BinaryKind.Add),
        ReduceKind.Prod => new Binary(BinaryKind.Mul),
        ReduceKind.Max => new Binary(BinaryKind.Maximum),
        ReduceKind.Min => new Binary(BinaryKind.Minimum),
        ReduceKind.Any => new Logical(LogicalKind.Or),
        ReduceKind.All => new Logical(LogicalKind.And),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "does not combine two"),
    };

    private static ReduceKind? KindOf(TfLiteOperator @operator, ElementType type) => @operator.Code switch
    {
        TfLiteBuiltinOperator.ADD when @operator.Options<AddOptions>().Activation == TfLiteActivation.None && type != ElementType.Bool => ReduceKind.Sum,
        TfLiteBuiltinOperator.MUL when @operator.Options<MulOptions>().Activation == TfLiteActivation.None && type != ElementType.Bool => ReduceKind.Prod,
        TfLiteBuiltinOperator.STABLEHLO_ADD when type != ElementType.Bool => ReduceKind.Sum,
        TfLiteBuiltinOperator.STABLEHLO_MULTIPLY when type != ElementType.Bool => ReduceKind.Prod,
        TfLiteBuiltinOperator.MAXIMUM or TfLiteBuiltinOperator.STABLEHLO_MAXIMUM when type != ElementType.Bool => ReduceKind.Max,
        TfLiteBuiltinOperator.MINIMUM or TfLiteBuiltinOperator.STABLEHLO_MINIMUM when type != ElementType.Bool => ReduceKind.Min,
        TfLiteBuiltinOperator.LOGICAL_OR or TfLiteBuiltinOperator.STABLEHLO_OR when type == ElementType.Bool => ReduceKind.Any,
        TfLiteBuiltinOperator.LOGICAL_AND or TfLiteBuiltinOperator.STABLEHLO_AND when type == ElementType.Bool => ReduceKind.All,
        _ => null,
    };
}
