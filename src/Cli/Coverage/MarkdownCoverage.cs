using System.Collections.Immutable;
using System.Text;

namespace NnBridge.Cli.Coverage;

/// <summary>Coverage as Markdown.</summary>
internal static class MarkdownCoverage
{
    private const string Nothing = "–";

    /// <summary>Everything.</summary>
    public static string Write(CoverageReport report) =>
        string.Join("\n", new[] { Operators(report), report.Suite.IsEmpty ? "" : Suite(report), Formats(report) }.Where(part => part.Length > 0));

    /// <summary>Operators of the network description by backend.</summary>
    public static string Operators(CoverageReport report)
    {
        var text = new StringBuilder("# Operators and backends\n\n");
        text.Append("Made by `nnbridge coverage` from the cases in `src/Conformance` that each backend ran with the expected result: element types of first\n");
        text.Append("operands, and how many cases. What a backend does not run, the runtime gives to the next one; `nnbridge plan` says why.\n\n");
        Table(text, "Operator", report.Operators, report.Backends, cells =>
            string.Join(", ", cells.Where(c => c.Passed + c.Known > 0).Select(c => $"{c.Type} {c.Passed}{(c.Known > 0 ? $" ({c.Known} known to fail)" : "")}".TrimStart())));
        Problems(text, report.Operators);
        return text.ToString();
    }

    /// <summary>Operators of each format.</summary>
    public static string Formats(CoverageReport report)
    {
        var text = new StringBuilder("# Formats and their operators\n\nMade by `nnbridge coverage` from the tables of the parsers.\n");
        foreach ((string format, ImmutableArray<FormatOperator> all) in report.Formats)
            foreach (IGrouping<string, FormatOperator> domain in all.GroupBy(o => o.Domain))
            {
                string[] mapped = [.. domain.Where(o => o.Support.IsSupported).Select(o => $"`{o.Name}`")];
                text.Append($"\n## {format}, {domain.Key}\n\n{mapped.Length} mapped: {string.Join(", ", mapped)}.\n");
                FormatOperator[] refused = [.. domain.Where(o => !o.Support.IsSupported)];
                if (refused.Length == 0) continue;
                text.Append("\n| Not mapped | Why |\n|---|---|\n");
                foreach (FormatOperator o in refused) text.Append($"| `{o.Name}` | {Cell(o.Support.Reason!)} |\n");
            }

        return text.ToString();
    }

    private static string Suite(CoverageReport report)
    {
        var text = new StringBuilder("# Models that were run\n\nA model counts for each operator in it.\n\n");
        Table(text, "Operator", report.Suite, [.. report.Suite.Select(c => c.Backend).Distinct()], cells =>
            string.Join(", ", cells.SelectMany(Counts)));
        Problems(text, report.Suite);
        return text.ToString();

        static IEnumerable<string> Counts(CoverageCell cell)
        {
            if (cell.Passed > 0) yield return $"{cell.Passed} passed";
            if (cell.Refused.Sum(r => r.Value) is > 0 and var refused) yield return $"{refused} refused";
            if (cell.Known > 0) yield return $"{cell.Known} known to fail";
            if (cell.Failed.Count() is > 0 and var failed) yield return $"**{failed} failed**";
        }
    }

    private static void Table(StringBuilder text, string title, ImmutableArray<CoverageCell> cells, ImmutableArray<string> columns, Func<IEnumerable<CoverageCell>, string> content)
    {
        text.Append($"| {title} | {string.Join(" | ", columns.Select(c => $"`{c}`"))} |\n|---|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (IGrouping<string, CoverageCell> row in cells.GroupBy(c => c.Operator))
            text.Append($"| {row.Key} | {string.Join(" | ", columns.Select(b => content(row.Where(c => c.Backend == b)) is { Length: > 0 } some ? some : Nothing))} |\n");
    }

    /// <summary>What was refused, with every reason, and what failed.</summary>
    private static void Problems(StringBuilder text, ImmutableArray<CoverageCell> cells)
    {
        var refused = cells.SelectMany(c => c.Refused.Select(r => (c.Operator, c.Backend, Reason: r.Key, Cases: r.Value)))
            .GroupBy(r => (r.Operator, r.Backend, r.Reason)).ToArray();
        if (refused.Length > 0) text.Append("\n## Refused, and why\n\n| Operator | Backend | Cases | Reason |\n|---|---|---|---|\n");
        foreach (var reason in refused) text.Append($"| {reason.Key.Operator} | `{reason.Key.Backend}` | {reason.Sum(r => r.Cases)} | {Cell(reason.Key.Reason)} |\n");
        CoverageEntry[] failed = [.. cells.SelectMany(c => c.Failed)];
        if (failed.Length > 0) text.Append("\n## Failed\n\n| Case | Backend | What |\n|---|---|---|\n");
        foreach (CoverageEntry entry in failed) text.Append($"| {Cell(entry.Case)} | `{entry.Backend}` | {Cell(entry.Reason ?? "")} |\n");
    }

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
