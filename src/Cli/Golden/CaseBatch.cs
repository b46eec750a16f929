using System.Collections.Concurrent;
using Spectre.Console;

namespace NnBridge.Cli.Golden;

/// <summary>Runs many golden cases at the same time, with a progress bar where somebody can see it.</summary>
internal static class CaseBatch
{
    public static CaseResult[] Run(GoldenCase[] cases, CaseVerifier verifier, int jobs, CancellationToken cancellation)
    {
        if (Console.IsOutputRedirected) return RunAll(cases, verifier, jobs, () => { }, cancellation);
        CaseResult[] results = [];
        AnsiConsole.Progress().Start(context =>
        {
            ProgressTask task = context.AddTask("verify", maxValue: cases.Length);
            results = RunAll(cases, verifier, jobs, () => task.Increment(1), cancellation);
        });
        return results;
    }

    private static CaseResult[] RunAll(GoldenCase[] cases, CaseVerifier verifier, int jobs, Action done, CancellationToken cancellation)
    {
        var results = new CaseResult[cases.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, cases.Length), EnumerablePartitionerOptions.NoBuffering), options, i =>
        {
            results[i] = verifier.Verify(cases[i], cancellation);
            done();
        });
        return results;
    }
}
