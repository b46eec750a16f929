using System.CommandLine;
using System.Globalization;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Models;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Measures loading and the first run in fresh processes, NnBridge and ONNX Runtime in turns.</summary>
internal static class StartCommand
{
    private const double Megabyte = 1e6;

    public static Command Create()
    {
        Option<string> filter = new("--filter") { Description = "Only models of the core suite whose name contains this", DefaultValueFactory = _ => "mobilenet" };
        Option<int> times = new("--times") { Description = "Processes of each engine", DefaultValueFactory = _ => 15 };
        var engines = new EngineOptions();
        var command = new Command("start", "Load and run models in fresh processes, many times and in turns: shortest and median time, least peak of memory") { filter, times };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            EngineSettings settings = engines.Read(parsed);
            if (parsed.GetValue(times) < 1) throw new UsageException($"--times {parsed.GetValue(times)}: expected at least 1");
            ContenderFactory.Prepare(ContenderKind.Ort, settings.CacheFolder);
            Console.Out.WriteLine($"{"model",-28} {"engine",-12} {"shortest",10} {"load",10} {"first run",10} {"median",10} {"memory",10}");
            bool any = false;
            foreach (ModelCase model in CoreSuite.Models(settings.CacheFolder).Where(m => m.Name.Contains(parsed.GetValue(filter)!, StringComparison.OrdinalIgnoreCase)))
            {
                any = true;
                var starts = new Dictionary<ContenderKind, List<ColdStart>>();
                for (int i = 0; i < parsed.GetValue(times); i++)
                    foreach (ContenderKind kind in Enum.GetValues<ContenderKind>())
                    {
                        cancellation.ThrowIfCancellationRequested();
                        if (!starts.TryGetValue(kind, out List<ColdStart>? own)) starts[kind] = own = [];
                        own.Add(ColdCommand.Measure(kind, model, settings));
                    }

                foreach ((ContenderKind kind, List<ColdStart> own) in starts) Print(model.Name, kind, own);
            }

            return any ? ExitCode.Done : throw new UsageException($"--filter {parsed.GetValue(filter)}: no model of the core suite");
        });
        return command;
    }

    private static void Print(string model, ContenderKind kind, List<ColdStart> starts)
    {
        ColdStart[] sorted = [.. starts.OrderBy(s => s.TotalMs)];
        ColdStart best = sorted[0];
        double memory = starts.Min(s => s.PeakBytes) / Megabyte;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{model,-28} {kind,-12} {best.TotalMs,7:F1} ms {best.LoadMs,7:F1} ms {best.FirstRunMs,7:F1} ms {sorted[sorted.Length / 2].TotalMs,7:F1} ms {memory,7:F1} MB"));
    }
}
