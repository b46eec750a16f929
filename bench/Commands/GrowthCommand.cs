using System.CommandLine;
using System.Globalization;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Growth;
using NnBridge.Bench.Reports;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Commands;

/// <summary>Checks that the time to compile a network is proportional to its nodes.</summary>
internal static class GrowthCommand
{
    private const int ShownStages = 6;

    public static Command Create()
    {
        Option<double> limit = new("--limit") { Description = "How many times as long a node of the largest network may take as one of the smallest", DefaultValueFactory = _ => 2 };
        Option<int> repetitions = new("--repetitions") { Description = "Times each network is compiled; the one in the middle counts, and the mean of garbage collection", DefaultValueFactory = _ => 25 };
        Option<int> times = new("--times") { Description = "Makes all networks that many times as large", DefaultValueFactory = _ => 1 };
        Option<string?> filter = new("--filter") { Description = "Only kinds of networks whose name contains this" };
        Option<string?> html = new("--html") { Description = "Write a plot" };
        var engines = new EngineOptions();
        var command = new Command("growth", "Check that the time to compile long chains and wide graphs is proportional to their nodes") { limit, repetitions, times, filter, html };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            EngineSettings settings = engines.Read(parsed);
            foreach (Option<int> option in new[] { repetitions, times })
                if (parsed.GetValue(option) < 1) throw new UsageException($"{option.Name} {parsed.GetValue(option)}: expected at least 1");
            GrowingNetwork[] kinds = [.. GrowingNetwork.All.Where(k => k.Name.Contains(parsed.GetValue(filter) ?? "", StringComparison.OrdinalIgnoreCase))];
            if (kinds.Length == 0) throw new UsageException($"--filter {parsed.GetValue(filter)}: there is only {string.Join("; ", GrowingNetwork.All.Select(k => k.Name))}");
            Directory.CreateDirectory(settings.CacheFolder);
            using NnRuntime runtime = CliHost.CreateRuntime();
            var timer = new GrowthTimer(runtime, settings.CompileOptions(), settings.CacheFolder, parsed.GetValue(repetitions), parsed.GetValue(times));
            List<GrowthSeries> series = [];
            foreach (GrowingNetwork kind in kinds)
            {
                series.Add(timer.Measure(kind, cancellation));
                Print(series[^1]);
            }

            if (parsed.GetValue(html) is { } file) File.WriteAllText(file, GrowthReport.Write(series));
            return series.TrueForAll(s => s.Growth <= parsed.GetValue(limit)) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(GrowthSeries series)
    {
        Console.Out.WriteLine($"{series.Name}\n{"size",8} {"nodes",8} {"load ms",10} {"compile ms",11} {"collect ms",11} {"us per node",12}");
        foreach (GrowthPoint point in series.Points)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.Size,8} {point.Nodes,8} {point.LoadMs,10:F1} {point.CompileMs,11:F1} {point.CollectMs,11:F1} {point.MicrosecondsPerNode,12:F1}"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a node of the largest takes {series.Growth:F2} times as long as one of the smallest; most of it, us per node:"));
        GrowthPoint first = series.Points[0], last = series.Points[^1];
        foreach ((string stage, double milliseconds) in last.Stages.OrderByDescending(s => s.Value).Take(ShownStages))
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first.Stages.GetValueOrDefault(stage) * 1000 / first.Nodes,19:F1} -> {milliseconds * 1000 / last.Nodes,6:F1}  {stage}"));
        Console.Out.WriteLine();
    }
}
