using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>IF, WHILE, CALL and CALL_ONCE, and their relatives of StableHLO.</summary>
internal static class ControlFlowMapping
{
    private const int MaxBranches = 64;

    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.IF] = If,
            [TfLiteBuiltinOperator.WHILE] = context => While(context, context.Options<WhileOptions>().CondSubgraph, context.Options<WhileOptions>().BodySubgraph),
            [TfLiteBuiltinOperator.STABLEHLO_WHILE] = context =>
                While(context, context.Options<StablehloWhileOptions>().CondSubgraph, context.Options<StablehloWhileOptions>().BodySubgraph),
            [TfLiteBuiltinOperator.STABLEHLO_CASE] = Case,
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

    private static void While(MappingContext context, int condition, int subgraph)
    {
        var nested = new NestedGraph(context.Graph, [.. context.Operator.Inputs], condition, subgraph);
        Value[] operands = nested.Operands();
        TensorInfo[] infos = [.. operands.Select(v => v.Info)];
        Network body = nested.Map(subgraph, infos, true);
        // A value whose shape the body changes is open in the shape; what is known is found by repetition, and each round knows less.
        while (Widen(infos, body)) body = nested.Map(subgraph, infos, true);
        Emit(context, nested, new While(nested.Map(condition, infos, false), body), operands, body);
    }

    /// <summary>The branch with a number; the last one for all other numbers.</summary>
    private static void Case(MappingContext context)
    {
        ValueList<int> branches = context.Options<StablehloCaseOptions>().BranchSubgraphs;
        if (branches.Count == 0) throw new InvalidNetworkException("has no branches, expected at least one");
        if (branches.Count > MaxBranches) throw new UnmappedException($"it has {branches.Count} branches, expected up to {MaxBranches}: they are nested in each other");
        var nested = new NestedGraph(context.Graph, [.. context.Operator.Inputs.Skip(1)], branches.Span);
        Value[] operands = nested.Operands();
        TensorInfo[] infos = [.. operands.Select(v => v.Info)];
        Network[] networks = [.. branches.Select(b => nested.Map(b, infos, true))];
        Value[] chosen = [.. Enumerable.Range(0, branches.Count - 1).Select(i =>
            context.Add($"is_{i}", new Comparison(ComparisonKind.Equal), [context.Input(0), context.Scalar($"{i}", ElementType.Int32, i)]))];
        Value[] all = [.. chosen, .. operands];
        Emit(context, nested, new Call(Choice(networks, 0, [.. all.Select(v => v.Info)])), all, networks[0]);
    }

    /// <summary>A network of one branch of several: its inputs say which one, beginning with <paramref name="first"/>, and are then those of the branches.</summary>
    private static Network Choice(ReadOnlySpan<Network> branches, int first, TensorInfo[] infos)
    {
        var builder = new NetworkBuilder($"branch {first}");
        Value[] inputs = [.. infos.Select((info, i) => builder.Input($"input{i}", info))];
        // What is left of the conditions and the operands of a branch.
        Value[] rest = [.. inputs.Skip(1)];
        Op op = branches.Length == 1 ? new Call(branches[0])
            : new If(Ignoring(branches[0], [.. infos.Skip(1)]), Choice(branches[1..], first + 1, [.. infos.Skip(1)]));
        foreach (Value output in builder.AddMany("branch", op, branches.Length == 1 ? inputs : [inputs[0], .. rest])) builder.Output(output);
        return builder.Build();
    }

    /// <summary>A branch with more inputs in front, which it ignores.</summary>
    private static Network Ignoring(Network branch, TensorInfo[] infos)
    {
        var builder = new NetworkBuilder(branch.Name);
        Value[] inputs = [.. infos.Select((info, i) => builder.Input($"input{i}", info))];
        foreach (Value output in builder.AddMany("branch", new Call(branch), inputs.AsSpan(infos.Length - branch.Inputs.Length).ToArray())) builder.Output(output);
        return builder.Build();
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
