using NnBridge.Conformance;
using NnBridge.Runtime;

namespace NnBridge.Cli.Coverage;

/// <summary>Runs the cases of every operator on every backend.</summary>
internal static class OperatorCoverage
{
    /// <summary>One entry per case and backend.</summary>
    /// <param name="runtime">Has the backends.</param>
    /// <param name="backends">Ids of the backends to run on.</param>
    /// <param name="known">What is known to fail.</param>
    /// <param name="cancellation">Looked at between cases.</param>
    public static IEnumerable<CoverageEntry> Run(NnRuntime runtime, IEnumerable<string> backends, KnownFailures known, CancellationToken cancellation)
    {
        foreach (string id in backends)
            foreach (CaseOutcome outcome in BackendConformance.CheckAll(runtime.GetBackend(id)))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return known.Judge(new CoverageEntry(outcome.Case.Op.Name, id, outcome.Case.Type?.ToString() ?? "", outcome.Case.ToString(), Status(outcome.Verdict), outcome.Reason));
            }
    }

    private static CoverageStatus Status(CaseVerdict verdict) => verdict switch
    {
        CaseVerdict.Passed => CoverageStatus.Passed,
        CaseVerdict.Refused => CoverageStatus.Refused,
        CaseVerdict.Failed => CoverageStatus.Failed,
    };
}
