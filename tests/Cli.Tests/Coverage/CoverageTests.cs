using System.Collections.Immutable;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using NnBridge.Cli.Commands;
using NnBridge.Cli.Coverage;
using NnBridge.Cli.Output;
using NnBridge.Runtime;
using NnBridge.TestKit;

namespace NnBridge.Cli.Tests.Coverage;

/// <summary>Tables of what is supported are made from what ran.</summary>
public sealed class CoverageTests
{
    private static readonly Lazy<CoverageReport> Report = new(() =>
    {
        using NnRuntime runtime = CliHost.CreateRuntime();
        return CoverageCommand.Report(runtime, null, [], new KnownFailures([]), CancellationToken.None);
    });

    [Test]
    public void The_table_of_operators_on_record_is_what_the_backends_run()
    {
        if (!Avx512F.IsSupported) Assert.Ignore("the table is made on processors with vectors of 512 bits, for which cpu.simd has the most operators");
        Assert.That(GoldenFile.Check("docs/operators.md", MarkdownCoverage.Operators(Report.Value)), Is.Null);
    }

    [Test]
    public void The_table_of_formats_on_record_is_what_the_parsers_map() =>
        Assert.That(GoldenFile.Check("docs/formats.md", MarkdownCoverage.Formats(Report.Value)), Is.Null);

    [Test]
    public void Nothing_fails() => Assert.That(Report.Value.Failed.Select(e => $"{e.Backend}: {e.Case}: {e.Reason}"), Is.Empty);

    [Test]
    public void The_reference_runs_every_case_and_every_refusal_has_a_reason()
    {
        CoverageEntry[] all = [.. Report.Value.Operators.SelectMany(c => c.Entries)];
        Assert.That(all.Where(e => e.Backend == "cpu.ref" && e.Status != CoverageStatus.Passed), Is.Empty);
        Assert.That(all.Where(e => e.Status == CoverageStatus.Refused && string.IsNullOrWhiteSpace(e.Reason)), Is.Empty);
        Assert.That(all.Count(e => e.Backend == "cpu.simd" && e.Status == CoverageStatus.Passed), Is.GreaterThan(100));
    }

    [Test]
    public void The_page_holds_every_cell_and_needs_nothing_else()
    {
        string page = Json.EmbedInHtml(Resource.Text("coverage-page.html"), "{}", json => JsonCoverage.Write(json, Report.Value));
        Assert.That(page, Does.Not.Contain("http").And.Not.Contain("src=").And.Not.Contain("@import"));
        const string Start = "id=\"data\">";
        int from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        using JsonDocument data = JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
        Assert.That(data.RootElement.GetProperty("operators").GetArrayLength(), Is.EqualTo(Report.Value.Operators.Length));
        Assert.That(data.RootElement.GetProperty("formats").GetArrayLength(), Is.EqualTo(Report.Value.Formats.Sum(f => f.Value.Length)));
    }

    [Test]
    public void Known_failures_are_told_apart_and_a_list_that_is_out_of_date_fails()
    {
        var known = new KnownFailures(["# remark", "", "npu: Softmax / last axis"]);
        var entry = new CoverageEntry("Softmax", "npu", "Float32", "Softmax / last axis", CoverageStatus.Failed, "wrong");
        Assert.That(known.Judge(entry).Status, Is.EqualTo(CoverageStatus.Known));
        Assert.That(known.Judge(entry with { Status = CoverageStatus.Passed }), Has.Property("Status").EqualTo(CoverageStatus.Failed).And.Property("Reason").Contains("take it off"));
        Assert.That(known.Judge(entry with { Backend = "cpu.ref" }).Status, Is.EqualTo(CoverageStatus.Failed));
    }

    [Test]
    [CancelAfter(300_000)]
    public void Models_count_for_the_operators_they_hold()
    {
        string? suite = SharedCorpus.Root is { } root ? Path.Combine(root, "conformance", "onnx-simple") : null;
        if (!Directory.Exists(suite)) Assert.Ignore("ONNX's test cases are not beside the checkout: nothing was run");
        using NnRuntime runtime = CliHost.CreateRuntime();
        ImmutableArray<CoverageCell> cells = CoverageCommand.Report(runtime, suite, ["cpu.ref"], new KnownFailures([]), CancellationToken.None).Suite;
        Assert.That(cells.Where(c => c.Passed > 0), Is.Not.Empty);
        Assert.That(cells.SelectMany(c => c.Failed).Select(f => f.Case), Is.Empty);
        CoverageCell text = cells.Single(c => c.Operator == "StringNormalizer");
        Assert.That((text.Passed, text.Refused.Single().Key), Is.EqualTo((0, text.Entries[0].Reason)));
        Assert.That(text.Entries[0].Reason, Does.Contain("strings"));
    }
}
