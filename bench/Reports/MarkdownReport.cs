using System.Globalization;
using System.Text;
using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Reports;

/// <summary>Rows for people to read in a document.</summary>
internal static class MarkdownReport
{
    private const string Head = """
        | model | precision | threads | ORT min | ORT median (p95) | ours min | ours median (p95) | ratio min | ratio median (95 %) | max diff (relative) | windows | start ORT / ours | memory ORT / ours | nodes |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    /// <summary>Facts about the machine and a table.</summary>
    public static string Write(IEnumerable<ComparisonRow> rows)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in MachineInfo.Describe()) text.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        text.Append('\n').Append(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (ComparisonRow row in rows) text.Append(Row(row)).Append('\n');
        text.Append("\nTimes of one run; a ratio is ONNX Runtime's time divided by ours. Start: load and first run in a fresh process. Memory: most in use by such a process.\n");
        return text.ToString();
    }

    private static string Row(ComparisonRow row)
    {
        string start = $"| {row.Model} | {row.Precision} | {row.Threads} |";
        if (row.Duel is not { } duel) return $"{start} {row.Problem} ||||||||||| ";
        Interval interval = duel.MedianRatioInterval;
        string windows = $"{duel.PairRatios.Length}{(duel.Discarded > 0 ? $" (-{duel.Discarded})" : "")}{(duel.Quiet ? "" : " noisy")}";
        string apart = row.Agreement is { } agreement ? string.Create(CultureInfo.InvariantCulture, $"{agreement.MaxAbsDiff:G2} ({agreement.MaxRelDiff:G2})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {start} {Time(duel.First.Minimum)} | {Time(duel.First.Median)} ({Time(duel.First.Percentile95)}) | {Time(duel.Second.Minimum)} | {Time(duel.Second.Median)} ({Time(duel.Second.Percentile95)}) | {duel.MinimumRatio:F2} | {duel.MedianRatio:F2} ({interval.Low:F2}-{interval.High:F2}) | {apart}{(row.Agrees ? "" : " **apart**")} | {windows} | {Cold(row, c => Time(c.TotalMs))} | {Cold(row, c => $"{c.PeakBytes >> 20} MB")} | {row.Placement} |
            """);
    }

    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(double milliseconds) => milliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:F1} us"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:F2} s"),
    };

    private static string Cold(ComparisonRow row, Func<ColdStart, string> format) =>
        row is { OrtCold: { } ort, OursCold: { } ours } ? $"{format(ort)} / {format(ours)}" : "";
}
