using System.Globalization;
using System.Net;
using System.Text;
using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Reports;

/// <summary>Rows as a chart: a bar for each model, to the right where NnBridge is faster, doubled speed for each step of the scale.</summary>
internal static class HtmlReport
{
    private const int LabelWidth = 330, ChartWidth = 640, ValueWidth = 170, RowHeight = 26, Top = 40;

    /// <summary>A page that needs nothing else.</summary>
    public static string Write(IReadOnlyList<ComparisonRow> rows)
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>NnBridge and ONNX Runtime</title>
            <style>body{font:14px system-ui,sans-serif;margin:2em;max-width:1180px}svg text{font:13px system-ui,sans-serif}.faster{fill:#2e7d32}.slower{fill:#c62828}.none{fill:#757575}.axis{stroke:#9e9e9e;stroke-width:1}.one{stroke:#212121;stroke-width:1.5}.range{stroke:#212121;stroke-width:2}</style></head><body>
            <h1>NnBridge and ONNX Runtime, in turns in one process</h1>
            <p>Bars: median over pairs of windows of ONNX Runtime's time divided by NnBridge's; the line shows where it lies with 95 % confidence. Right of 1 NnBridge is faster.</p>

            """);
        page.Append("<ul>\n");
        foreach ((string name, string value) in MachineInfo.Describe()) page.Append(CultureInfo.InvariantCulture, $"<li>{name}: {WebUtility.HtmlEncode(value)}</li>\n");
        page.Append("</ul>\n");
        Chart(page, rows);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Chart(StringBuilder page, IReadOnlyList<ComparisonRow> rows)
    {
        // The scale reaches to the next doubling beyond the longest bar.
        double longest = rows.Where(r => r.Duel is not null).Select(r => Math.Abs(Math.Log2(r.Duel!.MedianRatio))).Append(1).Max();
        int steps = (int)Math.Ceiling(longest);
        double Place(double ratio) => LabelWidth + (ChartWidth / 2.0) + (Math.Clamp(Math.Log2(ratio), -steps, steps) / steps * ChartWidth / 2);

        int height = Top + (rows.Count * RowHeight) + 10, width = LabelWidth + ChartWidth + ValueWidth;
        page.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" role=\"img\">\n");
        for (int step = -steps; step <= steps; step++)
        {
            double ratio = Math.Pow(2, step), x = Place(ratio);
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"{(step == 0 ? "one" : "axis")}\" x1=\"{x:F1}\" x2=\"{x:F1}\" y1=\"{Top - 8}\" y2=\"{height - 10}\"/>");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{Top - 14}\" text-anchor=\"middle\">{Ratio(ratio)}</text>\n");
        }

        for (int i = 0; i < rows.Count; i++) Bar(page, rows[i], Top + (i * RowHeight), Place);
        page.Append("</svg>\n");
    }

    private static void Bar(StringBuilder page, ComparisonRow row, int y, Func<double, double> place)
    {
        int baseline = y + (RowHeight / 2) + 4;
        string label = WebUtility.HtmlEncode($"{row.Model}, {row.Precision}, {row.Threads} thread{(row.Threads == 1 ? "" : "s")}");
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth - 10}\" y=\"{baseline}\" text-anchor=\"end\">{label}</text>");
        if (row.Duel is not { } duel)
        {
            page.Append(CultureInfo.InvariantCulture, $"<text class=\"none\" x=\"{LabelWidth + ChartWidth + 10}\" y=\"{baseline}\"><title>{WebUtility.HtmlEncode(row.Problem)}</title>not run</text>\n");
            return;
        }

        double one = place(1), end = place(duel.MedianRatio), middle = y + (RowHeight / 2.0);
        Interval interval = duel.MedianRatioInterval;
        page.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(duel.MedianRatio >= 1 ? "faster" : "slower")}\" x=\"{Math.Min(one, end):F1}\" y=\"{y + 4}\" width=\"{Math.Abs(end - one):F1}\" height=\"{RowHeight - 8}\"/>");
        page.Append(CultureInfo.InvariantCulture, $"<line class=\"range\" x1=\"{place(interval.Low):F1}\" x2=\"{place(interval.High):F1}\" y1=\"{middle}\" y2=\"{middle}\"/>");
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + ChartWidth + 10}\" y=\"{baseline}\">{duel.MedianRatio:F2} ({MarkdownReport.Time(duel.Second.Median)})</text>\n");
    }

    private static string Ratio(double ratio) => ratio >= 1 ? ratio.ToString("F0", CultureInfo.InvariantCulture) : $"1/{1 / ratio:F0}";
}
