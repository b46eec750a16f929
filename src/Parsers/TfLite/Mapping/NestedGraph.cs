using System.Collections.Immutable;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>A subgraph that control flow runs: tensors are its operands, and so are the variables it touches.</summary>
/// <param name="graph">The graph with the control-flow operator.</param>
/// <param name="operands">Tensors that the operator hands over; handles of variables among them.</param>
/// <param name="subgraphs">All subgraphs of the operator: they get the same operands.</param>
internal sealed class NestedGraph(SubgraphMapper graph, ImmutableArray<int> operands, params ReadOnlySpan<int> subgraphs)
{
    /// <summary>Variables that any of the subgraphs touches, directly or through others.</summary>
    public ImmutableArray<string> Variables { get; } = Touched(graph, operands, subgraphs);

    /// <summary>The operands as values: tensors first, then variables.</summary>
    public Value[] Operands() =>
    [
        .. operands.Where(t => !graph.Variables.IsHandle(t)).Select((t, i) => t >= 0 ? graph.Read(t) : throw new InvalidNetworkException($"operand {i} of the nested graphs is missing")),
        .. Variables.Select(v => graph.Variables.Known(graph.Builder, v)
            ?? throw new UnmappedException($"variable '{v}' is touched inside control flow before its type is known")),
    ];

    /// <summary>Maps a subgraph with inputs of the given types and shapes.</summary>
    /// <param name="subgraph">Its index.</param>
    /// <param name="infos">One per operand.</param>
    /// <param name="yieldsVariables">Whether the variables are also outputs; a condition only looks at them.</param>
    public Network Map(int subgraph, IReadOnlyList<TensorInfo> infos, bool yieldsVariables)
    {
        var handles = operands.Select(t => graph.Variables.IsHandle(t) ? graph.Variables.VariableOf(t) : null).ToImmutableArray();
        return new SubgraphMapper(graph.File, graph.File.Model.Subgraphs[subgraph]).MapNested(handles, Variables, infos, yieldsVariables);
    }

    /// <summary>Takes over the results of the operator: its tensors, then the variables.</summary>
    public void SetResults(MappingContext context, ImmutableArray<Value> results)
    {
        int next = 0, tensors = results.Length - Variables.Length;
        for (int i = 0; i < context.OutputCount; i++)
        {
            int tensor = context.Operator.Outputs[i];
            if (i < operands.Length && graph.Variables.IsHandle(operands[i])) graph.Variables.Bind(tensor, graph.Variables.VariableOf(operands[i]));
            else context.SetOutput(i, next < tensors ? results[next++] : throw new InvalidNetworkException($"has {context.OutputCount} results, the nested graph yields {tensors}"));
        }

        foreach (string variable in Variables) graph.Variables.Write(variable, results[tensors++]);
    }

    private static ImmutableArray<string> Touched(SubgraphMapper graph, ImmutableArray<int> operands, ReadOnlySpan<int> subgraphs)
    {
        var found = new SortedSet<string>(operands.Where(graph.Variables.IsHandle).Select(graph.Variables.VariableOf), StringComparer.Ordinal);
        var seen = new HashSet<int>();
        var open = new Stack<int>();
        foreach (int subgraph in subgraphs) open.Push(subgraph);
        while (open.TryPop(out int index))
        {
            if (!seen.Add(index)) continue;
            foreach (TfLiteOperator @operator in graph.File.Model.Subgraphs[index].Operators)
            {
                if (@operator.Code == TfLiteBuiltinOperator.VAR_HANDLE) found.Add(VariableMapping.NameOf(@operator));
                if (@operator.BuiltinOptions is ITfLiteCalls calls) foreach (int called in calls.Subgraphs) open.Push(called);
            }
        }

        return [.. found];
    }
}
