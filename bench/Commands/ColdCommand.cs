using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Models;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Loads a model and runs it in this process and nothing else: what <c>compare</c> starts to measure cold starts and memory.</summary>
internal static class ColdCommand
{
    private const int LaterRuns = 3;

    public static Command Create()
    {
        Option<ContenderKind> engine = new("--engine") { Description = "nnbridge or ort", Required = true };
        Option<string> model = new("--model") { Description = "The ONNX file", Required = true };
        Option<string[]> input = new("--input") { Description = "Data of an input, NAME=FILE.npy; repeatable", DefaultValueFactory = _ => [] };
        var engines = new EngineOptions();
        var command = new Command("cold", "Load and run a model in a fresh process; prints milliseconds and peak memory as JSON") { engine, model, input };
        engines.AddTo(command);
        command.SetBody((parsed, _) =>
        {
            ImmutableDictionary<string, string> files = parsed.GetValue(input)!.Select(t => CommonOptions.SplitAssignment("--input", t, "NAME=FILE.npy"))
                .ToImmutableDictionary(t => t.Name, t => t.Value);
            ColdStart cold = Run(parsed.GetValue(engine), parsed.GetValue(model)!, files, engines.Read(parsed));
            Console.Out.WriteLine(JsonSerializer.Serialize(cold));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Measures an engine in a process of its own.</summary>
    /// <exception cref="InvalidDataException">The process failed.</exception>
    public static ColdStart Measure(ContenderKind engine, ModelCase model, EngineSettings settings)
    {
        (int code, string output, string errors) = SelfProcess.Run(
        [
            "cold", "--engine", engine.ToString(), "--model", model.Path,
            .. EngineOptions.ToArguments(settings), .. model.InputFiles.SelectMany(f => new[] { "--input", $"{f.Key}={f.Value}" }),
        ]);
        return code == 0 && JsonSerializer.Deserialize<ColdStart>(output) is { } cold ? cold
            : throw new InvalidDataException($"{model.Name}: {engine} in a process of its own ended with code {code}: {errors.Trim()}");
    }

    private static ColdStart Run(ContenderKind engine, string model, ImmutableDictionary<string, string> files, EngineSettings settings)
    {
        long start = Stopwatch.GetTimestamp();
        ContenderFactory.Prepare(engine, settings.CacheFolder);
        using IContender contender = ContenderFactory.Create(engine, model, files, settings);
        double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        contender.Run();
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        for (int i = 0; i < LaterRuns; i++) contender.Run();
        using var self = Process.GetCurrentProcess();
        return new ColdStart(load, first, self.PeakWorkingSet64);
    }
}
