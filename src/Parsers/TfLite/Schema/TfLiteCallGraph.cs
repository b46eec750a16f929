using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Which subgraphs run which.</summary>
internal static class TfLiteCallGraph
{
    /// <summary>Checks that operators run subgraphs that exist, and that none runs itself, directly or through others.</summary>
    /// <exception cref="InvalidModelException">One does.</exception>
    public static void Check(ImmutableArray<TfLiteSubgraph> subgraphs)
    {
        var callees = new List<int>?[subgraphs.Length];
        int[] callers = new int[subgraphs.Length];
        for (int i = 0; i < callees.Length; i++)
        {
            callees[i] = Callees(subgraphs[i], subgraphs.Length);
            foreach (int callee in callees[i] ?? []) callers[callee]++;
        }

        // Take away subgraphs that nobody left runs, until nothing is left but cycles.
        var free = new Stack<int>(Enumerable.Range(0, callers.Length).Where(i => callers[i] == 0));
        int taken = 0;
        while (free.TryPop(out int subgraph))
        {
            taken++;
            foreach (int callee in callees[subgraph] ?? [])
                if (--callers[callee] == 0) free.Push(callee);
        }

        if (taken < subgraphs.Length)
            throw new InvalidModelException($"subgraph {Array.FindIndex(callers, c => c > 0)} runs itself, directly or through others");
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
