using System.CommandLine;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Models;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Cli.Npy;

namespace NnBridge.Bench.Commands;

/// <summary>Checks that runs allocate no managed memory.</summary>
internal static class SteadyCommand
{
    public static Command Create()
    {
        Option<int> runs = new("--runs") { Description = "Runs that are counted; as many go before", DefaultValueFactory = _ => 10 };
        Option<string?> corpus = new("--corpus") { Description = "Folder with ONNX cases, instead of the core suite" };
        Option<string?> filter = new("--filter") { Description = "Only models whose name contains this" };
        var engines = new EngineOptions();
        var command = new Command("steady", "Check that runs of NnBridge with one thread and with two allocate no managed memory") { runs, corpus, filter };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            if (parsed.GetValue(runs) < 1) throw new UsageException($"--runs {parsed.GetValue(runs)}: expected at least 1");
            EngineSettings settings = engines.Read(parsed);
            IEnumerable<ModelCase> models = parsed.GetValue(corpus) is { } folder ? CorpusSuite.Models(folder) : CoreSuite.Models(settings.CacheFolder);
            bool steady = true;
            Console.Out.WriteLine($"{"model",-40} {"threads",8} {"precision",10} {"bytes per run",14} {"of all threads",15}");
            foreach (ModelCase model in models.Where(m => m.Name.Contains(parsed.GetValue(filter) ?? "", StringComparison.OrdinalIgnoreCase)))
                foreach ((int threads, Precision precision) in new[] { (1, Precision.Strict), (1, Precision.High), (2, Precision.High) })
                {
                    cancellation.ThrowIfCancellationRequested();
                    using var contender = new NnBridgeContender(model.Path, model.InputFiles.ToDictionary(f => f.Key, f => NpyFile.Read(f.Value)),
                        settings.Shapes, settings.CompileOptions() with { Threads = threads, Precision = precision });
                    Allocation allocation = Allocation.Of(contender, parsed.GetValue(runs));
                    Console.Out.WriteLine($"{model.Name,-40} {threads,8} {precision.ToString().ToLowerInvariant(),10} {allocation.Own / parsed.GetValue(runs),14} {allocation.All / parsed.GetValue(runs),15}");
                    steady &= allocation == default;
                }

            return steady ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
