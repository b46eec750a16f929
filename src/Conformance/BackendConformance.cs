namespace NnBridge.Conformance;

/// <summary>Whether a backend keeps what it promises: what it accepts it runs with the expected result, what it refuses it refuses with a reason.</summary>
/// <example>
/// <code>
/// using IBackend backend = factory.Open(factory.Probe(out _)[0]);
/// foreach (CaseOutcome outcome in BackendConformance.CheckAll(backend).Where(o => o.Verdict == CaseVerdict.Failed))
///     report.WriteLine($"{outcome.Case}: {outcome.Reason}");
/// </code>
/// </example>
public static class BackendConformance
{
    /// <summary>Reason given in place of a backend that takes known shapes only, and so is never asked.</summary>
    public const string NeedsDynamicShapes = "sizes of results depend on data, the backend needs known ones";

    /// <summary>Runs every case of every operator.</summary>
    /// <param name="backend">The backend; stays open.</param>
    public static IEnumerable<CaseOutcome> CheckAll(IBackend backend) => OpCases.All.Where(c => c.RefusedWith is null).Select(c => Check(backend, c));

    /// <summary>Runs one case: as it is, with buffers at odd addresses, and, on a backend with <see cref="IDynamicShapes"/>, with unknown dimensions.</summary>
    /// <param name="backend">The backend; stays open.</param>
    /// <param name="case">A case that the network builder accepts.</param>
    /// <remarks>Whatever the backend throws makes the case fail; nothing but cancellation and lack of memory comes through.</remarks>
    public static CaseOutcome Check(IBackend backend, OpCase @case)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(@case);
        string id = backend.Info.Id;
        try
        {
            Network network = CaseRunner.Build(@case);
            if (backend is not IDynamicShapes && network.Nodes[0].Outputs.Any(v => !v.Info.Shape.IsStatic)) return new CaseOutcome(@case, id, CaseVerdict.Refused, NeedsDynamicShapes);
            Support first = backend.Supports(network.Nodes[0]), second = backend.Supports(network.Nodes[0]);
            if (first != second) return Failed("answers differently when asked about the same node twice");
            if (!first.IsSupported)
                return string.IsNullOrWhiteSpace(first.Reason) ? Failed("refuses without a reason") : new CaseOutcome(@case, id, CaseVerdict.Refused, first.Reason);
            return (Problem(backend, network, @case, false) ?? Problem(backend, network, @case, true) ?? DynamicProblem(backend, @case)) is { } problem
                ? Failed(problem) : new CaseOutcome(@case, id, CaseVerdict.Passed, null);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            return Failed($"{e.GetType().Name}: {e.Message}");
        }

        CaseOutcome Failed(string reason) => new(@case, id, CaseVerdict.Failed, reason);
    }

    private static string? Problem(IBackend backend, Network network, OpCase @case, bool misaligned)
    {
        TensorBuffer[]? results = CaseRunner.Run(backend, network, @case, out string? reason, misaligned);
        string? problem = results is null ? $"refuses what it accepted before: {reason}" : @case.Compare(results);
        return problem is null || !misaligned ? problem : $"with buffers at odd addresses: {problem}";
    }

    private static string? DynamicProblem(IBackend backend, OpCase @case)
    {
        if (backend is not IDynamicShapes || !@case.AlsoDynamic) return null;
        Network network = CaseRunner.Build(@case, i => i with { Shape = Shape.OfRank(i.Shape.Rank) }, constants: false);
        // It may need to know more than for the case as it is, and says so.
        TensorBuffer[]? results = CaseRunner.Run(backend, network, @case, out string? reason);
        string? problem = results is not null ? @case.Compare(results) : string.IsNullOrWhiteSpace(reason) ? "refuses without a reason" : null;
        return problem is null ? null : $"with unknown dimensions: {problem}";
    }
}
