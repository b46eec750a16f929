using System.Collections.Immutable;

namespace NnBridge.Cli.Coverage;

/// <summary>Cases of one operator, backend and element type.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Backend">The backend, or several.</param>
/// <param name="Type">Element type; empty for whole models.</param>
/// <param name="Entries">The cases.</param>
internal sealed record CoverageCell(string Operator, string Backend, string Type, ImmutableArray<CoverageEntry> Entries)
{
    public int Passed => Count(CoverageStatus.Passed);

    public int Known => Count(CoverageStatus.Known);

    /// <summary>Reasons of what was refused, and how many cases each.</summary>
    public IEnumerable<KeyValuePair<string, int>> Refused => Entries.Where(e => e.Status == CoverageStatus.Refused)
        .GroupBy(e => e.Reason ?? "").Select(g => KeyValuePair.Create(g.Key, g.Count()));

    public IEnumerable<CoverageEntry> Failed => Entries.Where(e => e.Status == CoverageStatus.Failed);

    /// <summary>Sorts cases into cells: by operator, then element type.</summary>
    public static ImmutableArray<CoverageCell> Of(IEnumerable<CoverageEntry> entries) => [.. entries
        .GroupBy(e => (e.Operator, e.Backend, e.Type))
        .Select(g => new CoverageCell(g.Key.Operator, g.Key.Backend, g.Key.Type, [.. g]))
        .OrderBy(c => c.Operator, StringComparer.Ordinal)
        .ThenBy(c => Enum.TryParse(c.Type, out ElementType type) ? (int)type : -1)];

    private int Count(CoverageStatus status) => Entries.Count(e => e.Status == status);
}
