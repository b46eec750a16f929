using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Models;
using NnBridge.Bench.Reports;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Compares NnBridge with ONNX Runtime in one process, in turns.</summary>
internal static class CompareCommand
{
    private const string Core = "core", Corpus = "corpus";

    public static Command Create()
    {
        Option<string?> suite = new("--suite") { Description = "core: well-known networks that are made here; corpus: real models with inputs" };
        suite.AcceptOnlyFromAmong(Core, Corpus);
        Option<string> corpus = new("--corpus") { Description = "Folder with the corpus' ONNX cases", DefaultValueFactory = _ => DefaultCorpus() };
        Option<string[]> models = new("--model") { Description = "An ONNX file; repeatable", DefaultValueFactory = _ => [] };
        Option<string?> filter = new("--filter") { Description = "Only models whose name contains this" };
        Option<int?> windows = new("--windows") { Description = "Pairs of quiet windows for each model (20)" };
        Option<double?> limit = new("--time-limit") { Description = "Seconds for each model (120)" };
        Option<bool> noCold = new("--no-cold") { Description = "Leave out start times and memory in fresh processes" };
        Option<ContenderKind> engine = new("--engine") { Description = "What to compare with ONNX Runtime: nnbridge, or ort itself to see how fair the measuring is" };
        Option<string?> json = new("--json") { Description = "Write the rows as JSON" };
        Option<string?> markdown = new("--markdown") { Description = "Write a table" };
        Option<string?> html = new("--html") { Description = "Write a chart" };
        var engines = new EngineOptions();
        var command = new Command("compare", "Compare NnBridge with ONNX Runtime: same process, same inputs, same threads, in turns")
        {
            suite, corpus, models, filter, windows, limit, noCold, engine, json, markdown, html,
        };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            EngineSettings settings = engines.Read(parsed);
            ContenderFactory.Prepare(ContenderKind.Ort, settings.CacheFolder);
            IEnumerable<ModelCase> cases = Cases(parsed.GetValue(suite), parsed.GetValue(models)!, parsed.GetValue(corpus)!, settings.CacheFolder)
                .Where(c => parsed.GetValue(filter) is not { } part || c.Name.Contains(part, StringComparison.OrdinalIgnoreCase));
            TimerOptions options = Options(settings.Threads, parsed.GetValue(windows), parsed.GetValue(limit));
            var timer = new AlternatingTimer(new HostProbe(), TimeProvider.System, options);
            var comparer = new Comparer(settings, timer, parsed.GetValue(engine), measureColdStart: !parsed.GetValue(noCold));
            List<ComparisonRow> rows = Run(comparer, cases, cancellation);
            if (parsed.GetValue(json) is { } jsonFile) JsonReport.Save(jsonFile, rows);
            if (parsed.GetValue(markdown) is { } markdownFile) File.WriteAllText(markdownFile, MarkdownReport.Write(rows));
            if (parsed.GetValue(html) is { } htmlFile) File.WriteAllText(htmlFile, HtmlReport.Write(rows));
            return Summarize(rows);
        });
        return command;
    }

    private static IEnumerable<ModelCase> Cases(string? suite, string[] files, string corpus, string cache)
    {
        if (suite is null && files.Length == 0) suite = Core;
        IEnumerable<ModelCase> cases = suite switch
        {
            Core => CoreSuite.Models(cache),
            Corpus => Directory.Exists(corpus) ? CorpusSuite.Models(corpus) : throw new UsageException($"--corpus {corpus}: no such folder"),
            _ => [],
        };
        foreach (string file in files)
            if (!File.Exists(file)) throw new UsageException($"--model {file}: no such file");
        return cases.Concat(files.Select(f => new ModelCase(Path.GetFileNameWithoutExtension(f), f, CorpusSuite.IsInteger(f), ImmutableDictionary<string, string>.Empty)));
    }

    private static TimerOptions Options(int threads, int? windows, double? limit)
    {
        TimerOptions options = TimerOptions.ForThreads(threads);
        if (windows is < 1) throw new UsageException($"--windows {windows}: expected at least 1");
        if (limit is not (null or > 0)) throw new UsageException($"--time-limit {limit}: expected a positive number of seconds");
        return options with { Windows = windows ?? options.Windows, TimeLimit = limit is { } seconds ? TimeSpan.FromSeconds(seconds) : options.TimeLimit };
    }

    private static List<ComparisonRow> Run(Comparer comparer, IEnumerable<ModelCase> cases, CancellationToken cancellation)
    {
        var rows = new List<ComparisonRow>();
        Console.Out.WriteLine($"{"",-44} {"ONNX Runtime",-32} {"NnBridge",-32} ratio");
        Console.Out.WriteLine($"{"model",-34} {"precision",-9} {"min",10} {"median",10} {"p95",10} {"min",10} {"median",10} {"p95",10} {"min",6} {"median",6}  95 %");
        foreach (ModelCase model in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            ComparisonRow row = comparer.Compare(model);
            rows.Add(row);
            Console.Out.WriteLine(Line(row));
        }

        return rows;
    }

    private static string Line(ComparisonRow row)
    {
        string start = $"{row.Model,-34} {row.Precision,-9}";
        if (row.Duel is not { } duel) return $"{start} {row.Problem}";
        Interval interval = duel.MedianRatioInterval;
        string times = $"{start} {Times(duel.First)} {Times(duel.Second)}";
        string ratios = string.Create(CultureInfo.InvariantCulture, $"{duel.MinimumRatio,6:F2} {duel.MedianRatio,6:F2}  {interval.Low:F2}-{interval.High:F2}");
        string agreement = row.Agreement is { } a ? string.Create(CultureInfo.InvariantCulture, $"{(row.Agrees ? "differ by" : "DISAGREE by")} {a.MaxAbsDiff:G2}") : "";
        string windows = $"{(duel.Quiet ? "" : ", the machine was never quiet")}{(duel.Discarded > 0 ? $", {duel.Discarded} slow windows left out" : "")}";
        string cold = row is { OrtCold: { } ort, OursCold: { } ours }
            ? $", start {MarkdownReport.Time(ort.TotalMs)} / {MarkdownReport.Time(ours.TotalMs)}, memory {ort.PeakBytes >> 20} / {ours.PeakBytes >> 20} MB" : "";
        return $"{times} {ratios}  {agreement}{cold}{windows}";
    }

    private static string Times(Samples samples) =>
        $"{MarkdownReport.Time(samples.Minimum),10} {MarkdownReport.Time(samples.Median),10} {MarkdownReport.Time(samples.Percentile95),10}";

    private static int Summarize(List<ComparisonRow> rows)
    {
        if (rows.Count == 0) throw new UsageException("no model matches");
        int measured = rows.Count(r => r.Duel is not null), apart = rows.Count(r => r.Duel is not null && !r.Agrees), faster = rows.Count(r => r.Duel?.MedianRatio >= 1);
        Console.Out.WriteLine($"{measured} of {rows.Count} models measured, {faster} faster than ONNX Runtime, {apart} with outputs that disagree");
        return measured == rows.Count && apart == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The corpus beside the checkout that contains the working folder.</summary>
    private static string DefaultCorpus()
    {
        for (DirectoryInfo? at = new(Environment.CurrentDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "corpus", "onnx");
            if (Directory.Exists(folder)) return folder;
        }

        return Path.Combine("..", "shared", "corpus", "onnx");
    }
}
