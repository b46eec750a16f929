using System.Collections.Immutable;
using System.CommandLine;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Reports;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Shows which kernels an engine uses, and their time: also whether ONNX Runtime is given a network in the form in which it is fast.</summary>
internal static class ProfileCommand
{
    public static Command Create()
    {
        Option<string> model = new("--model") { Description = "The ONNX file", Required = true };
        Option<ContenderKind> engine = new("--engine") { Description = "nnbridge or ort" };
        var engines = new EngineOptions();
        var command = new Command("profile", "Show which kernels an engine uses for a model, and their time in one run") { model, engine };
        engines.AddTo(command);
        command.SetBody((parsed, _) =>
        {
            EngineSettings settings = engines.Read(parsed);
            ContenderFactory.Prepare(parsed.GetValue(engine), settings.CacheFolder);
            ImmutableArray<KernelTime> kernels = parsed.GetValue(engine) == ContenderKind.Ort
                ? OrtProfiler.Profile(parsed.GetValue(model)!, settings.Threads)
                : Ours(parsed.GetValue(model)!, settings);
            foreach (KernelTime kernel in kernels)
                Console.Out.WriteLine($"{kernel.Kernel,-40} {kernel.Count,4} {MarkdownReport.Time(kernel.Milliseconds),12}");
            return ExitCode.Done;
        });
        return command;
    }

    private static ImmutableArray<KernelTime> Ours(string model, EngineSettings settings)
    {
        using var contender = new NnBridgeContender(model, ImmutableDictionary<string, Tensor>.Empty, settings.CompileOptions());
        return contender.Profile();
    }
}
