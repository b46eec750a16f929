namespace NnBridge.Cli.Golden;

/// <summary>Shows how cases ended.</summary>
internal static class CaseReport
{
    /// <summary>Prints one line per case, and how many there are of each kind.</summary>
    public static void Print(IReadOnlyList<CaseResult> results)
    {
        int width = results.Max(r => r.Case.Length);
        foreach (CaseResult r in results)
        {
            string reason = r.Reason is null ? "" : $"  {r.Reason.ReplaceLineEndings(" ")}";
            Console.Out.WriteLine($"{r.Status,-11} {r.Case.PadRight(width)} maxAbs {r.MaxAbs,-10:G3} maxRel {r.MaxRel,-10:G3} {r.Milliseconds,8:F0} ms{reason}");
        }

        int failed = results.Count(r => r.Status is CaseResult.Fail or CaseResult.Error);
        Console.Out.WriteLine($"{results.Count(r => r.Status == CaseResult.Pass)} passed, {failed} failed, {results.Count(r => r.Status == CaseResult.Unsupported)} unsupported");
    }

    /// <summary>Whether every case passed or was refused.</summary>
    public static int ExitCodeOf(IReadOnlyList<CaseResult> results) =>
        results.All(r => r.Status is CaseResult.Pass or CaseResult.Unsupported) ? ExitCode.Done : ExitCode.Failed;
}
