using NnBridge.Cli.Golden;
using NnBridge.Runtime;

namespace NnBridge.Cli.Coverage;

/// <summary>Runs golden cases, each with a model, and says which operators of the format they show to work.</summary>
internal static class SuiteCoverage
{
    /// <summary>One entry per case, backends and operator: a case that passes counts for every operator of its model.</summary>
    /// <param name="runtime">What runs them.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="backends">Backends in order of preference, separated by commas; the cases run once for each.</param>
    /// <param name="known">What is known to fail.</param>
    /// <param name="cancellation">Looked at between cases.</param>
    public static IEnumerable<CoverageEntry> Run(NnRuntime runtime, GoldenCase[] cases, IEnumerable<string> backends, KnownFailures known, CancellationToken cancellation)
    {
        string[][] operators = [.. cases.Select(c => Operators(runtime, c.Model))];
        foreach (string set in backends)
        {
            var verifier = new CaseVerifier(runtime, [.. set.Split(',')]);
            CaseResult[] results = CaseBatch.Run(cases, verifier, Environment.ProcessorCount, cancellation);
            for (int i = 0; i < cases.Length; i++)
                foreach (string name in Concerned(operators[i], results[i]))
                    yield return known.Judge(new CoverageEntry(name, set, "", results[i].Case, Status(results[i].Status), results[i].Reason?.ReplaceLineEndings(" ")));
        }
    }

    /// <summary>A refusal is about the operators it names, as far as they are the model's; everything else is about all of them.</summary>
    private static string[] Concerned(string[] operators, CaseResult result) =>
        result.Missing.Intersect(operators).ToArray() is { Length: > 0 } named ? named : operators;

    private static string[] Operators(NnRuntime runtime, string model)
    {
        try
        {
            string[] all = [.. runtime.Summarize(model).Operators.Select(o => o.Key)];
            // Constants are how models carry operands, except in the cases of the operator itself.
            return all.Length > 1 ? [.. all.Where(o => o != "Constant")] : all;
        }
        catch (NnBridgeException e)
        {
            return [$"(cannot be read: {e.Message})"];
        }
    }

    private static CoverageStatus Status(string status) => status switch
    {
        CaseResult.Pass => CoverageStatus.Passed,
        CaseResult.Unsupported => CoverageStatus.Refused,
        _ => CoverageStatus.Failed,
    };
}
