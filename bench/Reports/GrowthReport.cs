using System.Globalization;
using System.Net;
using System.Text;
using NnBridge.Bench.Growth;

namespace NnBridge.Bench.Reports;

/// <summary>Compile times over the number of nodes as a plot: a straight line through the corner is time proportional to nodes.</summary>
internal static class GrowthReport
{
    private const int Width = 900, Height = 420, Left = 70, Bottom = 40, Top = 20, Right = 20, Ticks = 5;

    private static readonly string[] s_colors = ["#1565c0", "#c62828", "#2e7d32", "#6a1b9a", "#ef6c00", "#00838f"];

    /// <summary>A page that needs nothing else.</summary>
    public static string Write(IReadOnlyList<GrowthSeries> series)
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Compile time of growing networks</title>
            <style>body{font:14px system-ui,sans-serif;margin:2em;max-width:1180px}svg text{font:13px system-ui,sans-serif}.axis{stroke:#9e9e9e;stroke-width:1}.line{fill:none;stroke-width:2}</style></head><body>
            <h1>Compile time of growing networks</h1>
            <p>Milliseconds to read and compile a network over the number of its nodes. A straight line from the corner is time proportional to nodes.</p>

            """);
        double nodes = series.SelectMany(s => s.Points).Max(p => p.Nodes), time = series.SelectMany(s => s.Points).Max(p => p.TotalMs);
        page.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height + (series.Count * 20)}\" role=\"img\">\n");
        Axes(page, nodes, time);
        for (int i = 0; i < series.Count; i++) Line(page, series[i], i, nodes, time);
        return page.Append("</svg>\n</body></html>\n").ToString();
    }

    private static double X(double share) => Left + (share * (Width - Left - Right));

    private static double Y(double share) => Height - Bottom - (share * (Height - Bottom - Top));

    private static void Axes(StringBuilder page, double nodes, double time)
    {
        for (int i = 0; i <= Ticks; i++)
        {
            double share = (double)i / Ticks;
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{X(0):F1}\" x2=\"{X(1):F1}\" y1=\"{Y(share):F1}\" y2=\"{Y(share):F1}\"/>");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(0) - 8:F1}\" y=\"{Y(share) + 4:F1}\" text-anchor=\"end\">{time * share:F0} ms</text>");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share):F1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{nodes * share:F0}</text>\n");
        }
    }

    private static void Line(StringBuilder page, GrowthSeries series, int index, double nodes, double time)
    {
        string color = s_colors[index % s_colors.Length];
        string points = string.Join(" ", series.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Nodes / nodes):F1},{Y(p.TotalMs / time):F1}")));
        page.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line\" stroke=\"{color}\" points=\"{points}\"/>");
        int y = Height + 15 + (index * 20);
        page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y - 11}\" width=\"12\" height=\"12\" fill=\"{color}\"/>");
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 20}\" y=\"{y}\">{WebUtility.HtmlEncode(series.Name)}: a node of the largest takes {series.Growth:F2} times as long as one of the smallest</text>\n");
    }
}
