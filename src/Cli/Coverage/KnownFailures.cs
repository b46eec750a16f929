namespace NnBridge.Cli.Coverage;

/// <summary>Cases that are known to fail: a list in which every line is <c>BACKEND: CASE</c>, empty, or a remark behind <c>#</c>.</summary>
/// <param name="lines">The lines.</param>
internal sealed class KnownFailures(IEnumerable<string> lines)
{
    private readonly HashSet<string> _known = [.. lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')];

    /// <summary>The entry in the light of the list: a failure that is listed is known, a listed case that passes is to be taken off.</summary>
    public CoverageEntry Judge(CoverageEntry entry)
    {
        if (!_known.Contains($"{entry.Backend}: {entry.Case}")) return entry;
        return entry.Status switch
        {
            CoverageStatus.Failed => entry with { Status = CoverageStatus.Known },
            CoverageStatus.Passed or CoverageStatus.Refused => entry with { Status = CoverageStatus.Failed, Reason = "is on the list of known failures and does not fail: take it off" },
            CoverageStatus.Known => entry,
        };
    }
}
