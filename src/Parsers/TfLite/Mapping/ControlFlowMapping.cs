using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>IF, WHILE, CALL and CALL_ONCE.</summary>
internal static class ControlFlowMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.IF] = If,
            [TfLiteBuiltinOperator.WHILE] = While,
            [TfLiteBuiltinOperator.CALL] = context => Call(context, context.Options<CallOptions>().Subgraph),
            [TfLiteBuiltinOperator.CALL_ONCE] = CallOnce,
        };

    private static void If(MappingContext context)
    {
        IfOptions o = context.Options<IfOptions>();
        var nested = new NestedGraph(context.Graph, [.. context.Operator.Inputs.Skip(1)], o.ThenSubgraph, o.ElseSubgraph);
        Value[] operands = nested.Operands();
        TensorInfo[] infos = [.. operands.Select(v => v.Info)];
        var op = new If(nested.Map(o.ThenSubgraph, infos, true), nested.Map(o.ElseSubgraph, infos, true));
        Value condition = context.Input(0);
        Emit(context, nested, op, [condition, .. operands], op.Then);
    }

    /// <summary>Runs a subgraph once, with all operands and results of the operator.</summary>
    public static void Call(MappingContext context, int subgraph)
    {
        var nested = new NestedGraph(context.Graph, [.. context.Operator.Inputs], subgraph);
        Value[] operands = nested.Operands();
        var op = new Call(nested.Map(subgraph, [.. operands.Select(v => v.Info)], true));
        Emit(context, nested, op, operands, op.Body);
    }

    private static void While(MappingContext context)
    {
        WhileOptions o = context.Options<WhileOptions>();
        var nested = new NestedGraph(context.Graph, [.. context.Operator.Inputs], o.CondSubgraph, o.BodySubgraph);
        Value[] operands = nested.Operands();
        TensorInfo[] infos = [.. operands.Select(v => v.Info)];
        Network body = nested.Map(o.BodySubgraph, infos, true);
        // A value whose shape the body changes is open in the shape; what is known is found by repetition, and each round knows less.
        while (Widen(infos, body)) body = nested.Map(o.BodySubgraph, infos, true);
        Emit(context, nested, new While(nested.Map(o.CondSubgraph, infos, false), body), operands, body);
    }

    private static bool Widen(TensorInfo[] infos, Network body)
    {
        bool changed = false;
        for (int i = 0; i < Math.Min(infos.Length, body.Outputs.Length); i++)
        {
            Shape merged = infos[i].Shape.Merge(body.Outputs[i].Info.Shape);
            changed |= merged != infos[i].Shape;
            infos[i] = infos[i] with { Shape = merged };
        }

        return changed;
    }

    private static void Emit(MappingContext context, NestedGraph nested, Op op, Value?[] operands, Network yields)
    {
        OutputSpec[] specs = [.. yields.Outputs.Select((v, i) => new OutputSpec($"{context.Name}:{i}", v.Info.Quantization))];
        nested.SetResults(context, context.Builder.AddMany(context.Name, op, operands, specs));
    }

    /// <summary>The initialiser's nodes become part of this graph; what it assigns are the first values of variables.</summary>
    private static void CallOnce(MappingContext context)
    {
        int subgraph = context.Options<CallOnceOptions>().InitSubgraph;
        context.Graph.Variables.Initialize(context.Graph.Inline(subgraph));
    }
}
