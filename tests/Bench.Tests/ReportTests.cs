using System.Text.Json;
using System.Xml.Linq;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Reports;

namespace NnBridge.Bench.Tests;

/// <summary>What is written for programs and people.</summary>
public sealed class ReportTests
{
    private static readonly ComparisonRow Measured = new("net <1>", "strict", 2)
    {
        Duel = new Duel(new Samples([4, 2, 3]), new Samples([1, 2, 1]), [3, 2, 4], 5, true),
        Agreement = new Agreement(0.001, 0.0001, null),
        Agrees = true,
        Placement = "cpu.simd 7",
        OrtCold = new ColdStart(10, 5, 64 << 20),
        OursCold = new ColdStart(6, 4, 32 << 20),
    };

    private static readonly ComparisonRow Unmeasured = new("other", "int8", 1) { Problem = "no parser knows it" };

    [Test]
    public void Json_rows_hold_times_ratios_and_differences()
    {
        string path = Path.GetTempFileName();
        try
        {
            JsonReport.Save(path, [Measured, Unmeasured]);
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement row = document.RootElement[0], empty = document.RootElement[1];
            var expected = new Dictionary<string, double>
            {
                ["threads"] = 2, ["ortMin"] = 2, ["ortMedian"] = 3, ["oursMin"] = 1, ["oursMedian"] = 1, ["ratioMin"] = 2, ["ratioMedian"] = 3,
                ["maxAbsDiff"] = 0.001, ["windows"] = 3, ["discardedWindows"] = 5, ["oursPeakBytes"] = 32 << 20,
            };
            foreach ((string name, double value) in expected) Assert.That(row.GetProperty(name).GetDouble(), Is.EqualTo(value), name);
            Assert.That((row.GetProperty("model").GetString(), row.GetProperty("precision").GetString()), Is.EqualTo(("net <1>", "strict")));
            Assert.That(empty.GetProperty("ratioMin").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(empty.GetProperty("problem").GetString(), Is.EqualTo("no parser knows it"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Every_line_of_the_table_has_all_columns()
    {
        string[] lines = [.. MarkdownReport.Write([Measured, Unmeasured]).Split('\n').Where(l => l.StartsWith('|'))];
        Assert.That(lines.Select(l => l.Count(c => c == '|')).Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(lines[2], Does.Contain("2.00 ms").And.Contain("3.00").And.Contain("64 MB / 32 MB"));
        Assert.That(lines[3], Does.Contain("no parser knows it"));
    }

    [Test]
    public void The_chart_is_well_formed_and_has_a_bar_for_what_was_measured()
    {
        string html = HtmlReport.Write([Measured, Unmeasured]);
        int start = html.IndexOf("<svg", StringComparison.Ordinal), end = html.IndexOf("</svg>", StringComparison.Ordinal) + "</svg>".Length;
        XElement svg = XElement.Parse(html[start..end]);
        XElement[] bars = [.. svg.Elements().Where(e => e.Name.LocalName == "rect")];
        Assert.That(bars.Select(b => (string?)b.Attribute("class")), Is.EqualTo(new[] { "faster" }));
        Assert.That(svg.Elements().Select(e => e.Value), Does.Contain("net <1>, strict, 2 threads"));
    }

    [TestCase(0.0315, "31.5 us")]
    [TestCase(4.1, "4.10 ms")]
    [TestCase(12_340, "12.34 s")]
    public void A_time_is_written_in_a_unit_that_suits_it(double milliseconds, string expected) =>
        Assert.That(MarkdownReport.Time(milliseconds), Is.EqualTo(expected));
}
