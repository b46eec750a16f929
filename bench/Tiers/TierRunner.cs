using System.Collections.Concurrent;
using System.Collections.Immutable;
using NnBridge.Cli;
using NnBridge.Cli.Coverage;
using NnBridge.Cli.Golden;
using NnBridge.Runtime;

namespace NnBridge.Bench.Tiers;

/// <summary>Runs the cases of operators, and models with expected results, with what this process has.</summary>
/// <param name="runtime">What runs them.</param>
/// <param name="precision">How exactly float products of models are computed.</param>
internal sealed class TierRunner(NnRuntime runtime, Precision precision)
{
    private readonly ConcurrentDictionary<string, (string Bits, bool IsExact)> _recorded = [];

    /// <summary>Runs everything.</summary>
    /// <param name="folders">Where the models are.</param>
    /// <param name="jobs">Models at the same time.</param>
    /// <param name="cancellation">Looked at between cases.</param>
    public ImmutableArray<TierCase> Run(IEnumerable<string> folders, int jobs, CancellationToken cancellation)
    {
        GoldenCase[] models = [.. folders.SelectMany(f => CaseFinder.Find(f))];
        CaseResult[] results = CaseBatch.Run(models, new CaseVerifier(Open), jobs, cancellation);
        return [.. Operators(cancellation), .. results.Select((r, i) => Model(models[i], r))];
    }

    private IEnumerable<TierCase> Operators(CancellationToken cancellation) =>
        from entry in OperatorCoverage.Run(runtime, runtime.Backends.Select(b => b.Id).Where(id => id != CliHost.AppOperators), new KnownFailures([]), cancellation)
        let status = entry.Status switch
        {
            CoverageStatus.Passed => CaseResult.Pass,
            CoverageStatus.Refused => CaseResult.Unsupported,
            CoverageStatus.Known or CoverageStatus.Failed => CaseResult.Fail,
        }
        select new TierCase($"{entry.Case} on {entry.Backend}", IsModel: false, status, entry.Reason, null, IsExact: false);

    private TierCase Model(GoldenCase golden, CaseResult result)
    {
        (string? bits, bool isExact) = _recorded.TryGetValue(Key(golden), out (string Bits, bool IsExact) recorded) ? recorded : default;
        return new TierCase(result.Case, IsModel: true, result.Status, result.Reason, bits, isExact);
    }

    private RecordingEngine Open(GoldenCase golden, ImmutableDictionary<string, Shape> shapes, CancellationToken cancellation) =>
        new RecordingEngine(new SessionEngine(runtime, [], golden, shapes, precision, cancellation), (bits, isExact) => _recorded[Key(golden)] = (bits, isExact));

    private static string Key(GoldenCase golden) => $"{golden.Model}|{golden.Name}";
}
