using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Which subgraphs run which.</summary>
internal static class TfLiteCallGraph
{
    /// <summary>Most subgraphs inside each other. Real models have a handful; whoever follows calls may do it recursively.</summary>
    public const int MaxDepth = 64;

    /// <summary>Checks that calls can be followed: they lead to subgraphs that exist, and written out they are a tree of bounded size.</summary>
    /// <param name="subgraphs">All subgraphs of a model.</param>
    /// <param name="elementBudget">Most operators after writing out.</param>
    /// <exception cref="InvalidModelException">
    /// A subgraph runs itself, directly or through others; or calls are nested too deep; or the tree is too large, because subgraphs run
    /// the same ones again and again.
    /// </exception>
    public static void Check(ImmutableArray<TfLiteSubgraph> subgraphs, int elementBudget)
    {
        var callees = new List<int>?[subgraphs.Length];
        int[] callers = new int[subgraphs.Length];
        for (int i = 0; i < callees.Length; i++)
        {
            callees[i] = Callees(subgraphs[i], subgraphs.Length);
            foreach (int callee in callees[i] ?? []) callers[callee]++;
        }

        List<int> order = CallersFirst(callees, callers);
        if (order.Count < subgraphs.Length)
            throw new InvalidModelException($"subgraph {Array.FindIndex(callers, c => c > 0)} runs itself, directly or through others");

        int[] heights = new int[subgraphs.Length];
        var sizes = new long[subgraphs.Length];
        for (int i = order.Count - 1; i >= 0; i--)
        {
            int subgraph = order[i];
            sizes[subgraph] = subgraphs[subgraph].Operators.Length;
            foreach (int callee in callees[subgraph] ?? [])
            {
                heights[subgraph] = Math.Max(heights[subgraph], heights[callee] + 1);
                sizes[subgraph] += sizes[callee];
                if (heights[subgraph] > MaxDepth)
                    throw new InvalidModelException($"subgraph {subgraph} has more than {MaxDepth} subgraphs inside each other");
                if (sizes[subgraph] > elementBudget)
                    throw new InvalidModelException($"subgraph {subgraph} has, with all it runs, more than {elementBudget} operators");
            }
        }
    }

    /// <summary>Takes away subgraphs that nobody left runs, until nothing is left but cycles.</summary>
    private static List<int> CallersFirst(List<int>?[] callees, int[] callers)
    {
        var order = new List<int>(Enumerable.Range(0, callers.Length).Where(i => callers[i] == 0));
        for (int next = 0; next < order.Count; next++)
        {
            foreach (int callee in callees[order[next]] ?? [])
                if (--callers[callee] == 0) order.Add(callee);
        }

        return order;
    }

    private static List<int>? Callees(TfLiteSubgraph subgraph, int count)
    {
        List<int>? callees = null;
        foreach (TfLiteOperator op in subgraph.Operators)
        {
            if (op.BuiltinOptions is not ITfLiteCalls { Subgraphs: { Count: > 0 } called }) continue;
            var where = new TfLitePlace("operator", op.Index, subgraph.Index);
            (callees ??= []).AddRange(TfLiteIndices.Check(called, count, where, "subgraph").Span);
        }

        return callees;
    }
}
