using System.Collections.Immutable;
using System.CommandLine;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Models;
using NnBridge.Bench.Storm;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Commands;

/// <summary>Checks that results stay right to the last bit while the process is in turmoil.</summary>
internal static class StormCommand
{
    private static readonly string[] s_models = ["mobilenet_v2", "mobilenet_v2_int8", "ds_cnn_s", "ds_cnn_s_int8", "resnet50_int8"];

    public static Command Create()
    {
        Option<double> seconds = new("--seconds") { Description = "How long", DefaultValueFactory = _ => 60 };
        Option<int> workers = new("--workers") { Description = "Threads that run networks at once, half of them with --threads threads each", DefaultValueFactory = _ => 8 };
        Option<string[]> models = new("--model") { Description = $"Names of the core suite; without any {string.Join(", ", s_models)}", DefaultValueFactory = _ => [] };
        var engines = new EngineOptions();
        var command = new Command("storm", "Run networks on many threads among forced collections and null-reference faults, and compare every bit") { seconds, workers, models };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            if (!(parsed.GetValue(seconds) > 0)) throw new UsageException($"--seconds {parsed.GetValue(seconds)}: expected a positive number");
            if (parsed.GetValue(workers) < 1) throw new UsageException($"--workers {parsed.GetValue(workers)}: expected at least 1");
            EngineSettings settings = engines.Read(parsed);
            string[] names = parsed.GetValue(models) is { Length: > 0 } given ? given : s_models;
            ModelCase[] cases = [.. CoreSuite.Models(settings.CacheFolder).Where(c => names.Contains(c.Name))];
            if (cases.Length < names.Length) throw new UsageException($"--model {string.Join(", ", names.Except(cases.Select(c => c.Name)))}: not in the core suite");
            return Run(settings, cases, parsed.GetValue(workers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
        });
        return command;
    }

    private static int Run(EngineSettings settings, ModelCase[] cases, int workers, TimeSpan duration, CancellationToken cancellation)
    {
        using NnRuntime runtime = CliHost.CreateRuntime();
        foreach (BackendInfo backend in runtime.Backends) Console.Out.WriteLine($"{backend.Id}: {backend.Device}");
        var programs = new List<CompiledProgram>();
        try
        {
            ImmutableArray<StormSubject> subjects = [.. cases.Select(c => Subject(runtime, settings, c, programs))];
            StormResult result = new StormRunner(subjects, workers).Run(duration, cancellation);
            Print(result);
            return result.Wrong.IsEmpty ? ExitCode.Done : ExitCode.Failed;
        }
        finally
        {
            foreach (CompiledProgram program in programs) program.Dispose();
        }
    }

    private static StormSubject Subject(NnRuntime runtime, EngineSettings settings, ModelCase model, List<CompiledProgram> programs)
    {
        Network network = runtime.Load(model.Path);
        CompiledProgram Compile(int threads)
        {
            programs.Add(runtime.Compile(network, settings.CompileOptions() with { Threads = threads }));
            return programs[^1];
        }

        CompiledProgram alone = Compile(1);
        return new StormSubject(model.Name, alone, [alone, Compile(Math.Max(settings.Threads, 2))]);
    }

    private static void Print(StormResult result)
    {
        foreach ((string model, long runs) in result.Runs) Console.Out.WriteLine($"{model,-24} {runs,9} runs");
        Console.Out.WriteLine($"{result.Runs.Values.Sum()} runs, {result.Collections} collections, {result.Faults} faults, {result.Wrong.Length} wrong results");
        foreach (string wrong in result.Wrong.Take(20)) Console.Out.WriteLine(wrong);
    }
}
