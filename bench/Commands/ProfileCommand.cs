using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Reports;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Shows which kernels an engine uses, and their time: also whether ONNX Runtime is given a network in the form in which it is fast.</summary>
internal static class ProfileCommand
{
    private const int LayerSeconds = 2;

    public static Command Create()
    {
        Option<string> model = new("--model") { Description = "The ONNX file", Required = true };
        Option<ContenderKind> engine = new("--engine") { Description = "nnbridge or ort" };
        Option<bool> layers = new("--layers") { Description = "NnBridge's nodes one by one, with their rate and its share of what the processor can do in float32" };
        var engines = new EngineOptions();
        var command = new Command("profile", "Show which kernels an engine uses for a model, and their time in one run") { model, engine, layers };
        engines.AddTo(command);
        command.SetBody((parsed, _) =>
        {
            EngineSettings settings = engines.Read(parsed);
            if (parsed.GetValue(layers)) return Layers(parsed.GetValue(model)!, settings);
            ContenderFactory.Prepare(parsed.GetValue(engine), settings.CacheFolder);
            ImmutableArray<KernelTime> kernels = parsed.GetValue(engine) == ContenderKind.Ort
                ? OrtProfiler.Profile(parsed.GetValue(model)!, settings)
                : Ours(parsed.GetValue(model)!, settings);
            foreach (KernelTime kernel in kernels)
                Console.Out.WriteLine($"{kernel.Kernel,-40} {kernel.Count,4} {MarkdownReport.Time(kernel.Milliseconds),12}");
            return ExitCode.Done;
        });
        return command;
    }

    private static int Layers(string model, EngineSettings settings)
    {
        using var contender = new NnBridgeContender(model, ImmutableDictionary<string, Tensor>.Empty, settings.Shapes, settings.CompileOptions());
        ImmutableArray<LayerTime> nodes = contender.ProfileLayers(TimeSpan.FromSeconds(LayerSeconds));
        double peak = PeakProbe.Measure() * settings.Threads, sum = nodes.Sum(n => n.Milliseconds);
        Console.Out.WriteLine($"{MarkdownReport.Time(sum)} in {nodes.Length} nodes, each the shortest of many runs; {peak:F0} GFLOP/s would be all of {settings.Threads} thread(s)");
        foreach (LayerTime node in nodes)
        {
            string rate = node.Operations == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{node.Rate:F0} GOP/s {node.Rate / peak:P0}");
            string shapes = $"{string.Join(' ', node.Node.Inputs.Where(v => v?.Constant is null).Select(v => v?.Info.Shape.ToString() ?? "-"))} -> {node.Node.Outputs[0].Info.Shape}";
            Console.Out.WriteLine($"{MarkdownReport.Time(node.Milliseconds),10} {node.Milliseconds / sum,7:P1} {rate,16}  {node.Backend} {node.Node.Op.Name} {shapes} {node.Node.Name}");
        }

        return ExitCode.Done;
    }

    private static ImmutableArray<KernelTime> Ours(string model, EngineSettings settings)
    {
        using var contender = new NnBridgeContender(model, ImmutableDictionary<string, Tensor>.Empty, settings.Shapes, settings.CompileOptions());
        return contender.Profile();
    }
}
