using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using NnBridge.Cli.Coverage;
using NnBridge.Cli.Golden;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Says which operators run where, from cases that it runs.</summary>
internal static class CoverageCommand
{
    public static Command Create()
    {
        Option<string?> plugins = CommonOptions.Plugins();
        Option<string?> suite = new("--suite") { Description = "Folder with models and expected results, for instance ONNX's node tests; tabled by operator of the format" };
        Option<string[]> sets = new("--backend") { Description = "Backends for the suite, in order of preference, separated by commas; repeatable", DefaultValueFactory = _ => [] };
        Option<string?> known = new("--known") { Description = "File with cases that are known to fail, one BACKEND: CASE a line" };
        Option<CoverageFormat> format = new("--format") { Description = "md, json or html; without it what the name of the file ends in" };
        Option<string?> output = new("--output", "-o") { Description = "File to write; without it the console" };
        var command = new Command("coverage", "Run the cases of every operator on every backend: what runs, what is refused and why, what fails")
        {
            plugins, suite, sets, known, format, output,
        };
        command.SetBody((parsed, cancellation) =>
        {
            using NnRuntime runtime = CliHost.CreateRuntime(parsed.GetValue(plugins));
            foreach (PluginStatus plugin in runtime.Plugins.Where(p => !p.IsLoaded)) Console.Error.WriteLine($"nnbridge: {plugin.Id} was refused: {plugin.Reason}");
            var failures = new KnownFailures(parsed.GetValue(known) is { } list ? File.ReadAllLines(list) : []);
            CoverageReport report = Report(runtime, parsed.GetValue(suite), parsed.GetValue(sets)!, failures, cancellation);
            string? file = parsed.GetValue(output);
            string text = Write(report, parsed.GetResult(format) is null ? FormatOf(file) : parsed.GetValue(format));
            if (file is null) Console.Out.Write(text);
            else File.WriteAllText(file, text);
            return Summarize(report);
        });
        return command;
    }

    /// <summary>Runs everything.</summary>
    /// <param name="runtime">Has the backends and parsers.</param>
    /// <param name="suite">Folder with golden cases; null for none.</param>
    /// <param name="sets">Backends to run them on; without any, the reference alone and all by priority.</param>
    /// <param name="known">What is known to fail.</param>
    /// <param name="cancellation">Looked at between cases.</param>
    public static CoverageReport Report(NnRuntime runtime, string? suite, IReadOnlyList<string> sets, KnownFailures known, CancellationToken cancellation)
    {
        ImmutableArray<string> backends = [.. runtime.Backends.Select(b => b.Id).Where(id => id != CliHost.AppOperators)];
        if (sets.Count == 0) sets = [.. new[] { backends[^1], string.Join(",", backends) }.Distinct()];
        return new CoverageReport(
            backends,
            CoverageCell.Of(OperatorCoverage.Run(runtime, backends, known, cancellation)),
            runtime.FormatOperators.ToImmutableSortedDictionary(StringComparer.Ordinal),
            suite is null ? [] : CoverageCell.Of(SuiteCoverage.Run(runtime, [.. CaseFinder.Find(suite)], sets, known, cancellation)));
    }

    private static string Write(CoverageReport report, CoverageFormat format) => format switch
    {
        CoverageFormat.Md => MarkdownCoverage.Write(report),
        CoverageFormat.Json => Json.Text(json => JsonCoverage.Write(json, report)),
        CoverageFormat.Html => Json.EmbedInHtml(Resource.Text("coverage-page.html"), "{}", json => JsonCoverage.Write(json, report)),
    };

    private static CoverageFormat FormatOf(string? file) => Path.GetExtension(file) switch
    {
        ".json" => CoverageFormat.Json,
        ".html" or ".htm" => CoverageFormat.Html,
        _ => CoverageFormat.Md,
    };

    /// <summary>One line per backend for a person, and what failed; the code of the process.</summary>
    private static int Summarize(CoverageReport report)
    {
        foreach (var backend in report.Operators.GroupBy(c => c.Backend))
            Console.Error.WriteLine($"{backend.Key}: {backend.Sum(c => c.Passed)} cases of {backend.Where(c => c.Passed > 0).Select(c => c.Operator).Distinct().Count()} operators passed, " +
                $"{backend.Sum(c => c.Refused.Sum(r => r.Value))} refused, {backend.Sum(c => c.Failed.Count())} failed");
        foreach (var set in report.Suite.GroupBy(c => c.Backend))
        {
            ILookup<CoverageStatus, string> models = set.SelectMany(c => c.Entries).DistinctBy(e => e.Case).ToLookup(e => e.Status, e => e.Case);
            Console.Error.WriteLine($"suite on {set.Key}: {models[CoverageStatus.Passed].Count()} models passed, {models[CoverageStatus.Refused].Count()} refused, {models[CoverageStatus.Failed].Count()} failed");
        }

        foreach (CoverageEntry entry in report.Failed) Console.Error.WriteLine($"failed on {entry.Backend}: {entry.Case}: {entry.Reason}");
        return report.Failed.Any() ? ExitCode.Failed : ExitCode.Done;
    }
}
