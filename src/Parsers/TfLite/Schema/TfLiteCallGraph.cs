using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Which subgraphs run which.</summary>
internal static class TfLiteCallGraph
{
    /// <summary>Checks that operators run subgraphs that exist, and that none runs itself, directly or through others.</summary>
    /// <exception cref="InvalidModelException">One does.</exception>
    public static void Check(ImmutableArray<TfLiteSubgraph> subgraphs)
    {
        int[] callers = new int[subgraphs.Length];
        foreach (TfLiteSubgraph subgraph in subgraphs)
            foreach (int callee in Callees(subgraph, subgraphs.Length)) callers[callee]++;

        // Take away subgraphs that nobody left runs, until nothing is left but cycles.
        var free = new Stack<TfLiteSubgraph>(subgraphs.Where(s => callers[s.Index] == 0));
        int taken = 0;
        while (free.TryPop(out TfLiteSubgraph? subgraph))
        {
            taken++;
            foreach (int callee in Callees(subgraph, subgraphs.Length))
                if (--callers[callee] == 0) free.Push(subgraphs[callee]);
        }

        if (taken < subgraphs.Length)
            throw new InvalidModelException($"subgraph {Array.FindIndex(callers, c => c > 0)} runs itself, directly or through others");
    }

    private static IEnumerable<int> Callees(TfLiteSubgraph subgraph, int count)
    {
        foreach (TfLiteOperator op in subgraph.Operators)
        {
            if (op.BuiltinOptions is not ITfLiteCalls calls) continue;
            foreach (int callee in calls.Subgraphs.ToArray())
                yield return TfLiteIndices.Check(callee, count, $"subgraph {subgraph.Index}: {op}: subgraph");
        }
    }
}
