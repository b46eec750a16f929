using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Models;
using NnBridge.Bench.Reports;
using NnBridge.Bench.Scaling;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Measures how much several threads, and several sessions at once, gain over one.</summary>
internal static class ScaleCommand
{
    private const int RoundsPerWindow = 4, ShownNodes = 25;
    private const double LeastSpeedUp = 1.8, LeastKept = 0.9;

    // Threads of engines wait busily for a while after a run.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(120);

    public static Command Create()
    {
        Option<string> filter = new("--filter") { Description = "Only models of the core suite whose name contains this", DefaultValueFactory = _ => "resnet50" };
        Option<int> windows = new("--windows") { Description = "Windows of each setup", DefaultValueFactory = _ => 10 };
        Option<double> seconds = new("--seconds") { Description = "Length of a window", DefaultValueFactory = _ => 0.4 };
        Option<bool> noOrt = new("--no-ort") { Description = "Leave out ONNX Runtime" };
        Option<bool> nodes = new("--nodes") { Description = "Show which nodes of NnBridge gain least from threads instead" };
        var engines = new EngineOptions();
        var command = new Command("scale", "Measure one session with several threads, and several sessions at once, beside one session with one thread") { filter, windows, seconds, noOrt, nodes };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            EngineSettings settings = engines.Read(parsed);
            if (parsed.GetValue(windows) < 1) throw new UsageException($"--windows {parsed.GetValue(windows)}: expected at least 1");
            settings = settings with { Threads = Math.Max(2, settings.Threads) };
            if (parsed.GetValue(nodes)) return PrintNodes(CoreSuite.Models(settings.CacheFolder).First(m => m.Name.Contains(parsed.GetValue(filter)!, StringComparison.OrdinalIgnoreCase)), settings, parsed.GetValue(windows));
            if (!parsed.GetValue(noOrt)) ContenderFactory.Prepare(ContenderKind.Ort, settings.CacheFolder);
            Console.Out.WriteLine($"{"model",-28} {"engine",-12} {"1 thread",10} {$"{settings.Threads} threads",10} {"faster",7} {"sessions at once keep",22} {"with threads",13} {"noise",6}");
            bool reached = true, any = false;
            foreach (ModelCase model in CoreSuite.Models(settings.CacheFolder).Where(m => m.Name.Contains(parsed.GetValue(filter)!, StringComparison.OrdinalIgnoreCase)))
                foreach (Precision precision in model.IsInteger ? [Precision.High] : new[] { Precision.Strict, Precision.High })
                    foreach (ContenderKind kind in parsed.GetValue(noOrt) ? [ContenderKind.NnBridge] : Enum.GetValues<ContenderKind>())
                    {
                        if (kind == ContenderKind.Ort && precision == Precision.High && !model.IsInteger) continue;
                        ScalingRow row = Measure(model, kind, settings with { Precision = precision }, parsed.GetValue(windows), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
                        Print(row);
                        any = true;
                        reached &= kind == ContenderKind.Ort || (row.SpeedUp >= LeastSpeedUp && row.KeptApart >= LeastKept);
                    }

            if (!any) throw new UsageException($"--filter {parsed.GetValue(filter)}: no model of the core suite");
            return reached ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static ScalingRow Measure(ModelCase model, ContenderKind kind, EngineSettings settings, int windows, TimeSpan time, CancellationToken cancellation)
    {
        int count = settings.Threads;
        Setup Make(string name, int sessions, int threads) => new(name,
            [.. Enumerable.Range(0, sessions).Select(_ => ContenderFactory.Create(kind, model.Path, model.InputFiles, settings with { Threads = threads }))]);
        using Setup one = Make("one", 1, 1), wide = Make("wide", 1, count), apart = Make("apart", count, 1), crowded = Make("crowded", count, count);
        Setup[] all = [one, wide, apart, crowded];
        for (int i = -1; i < windows; i++)
        {
            foreach (Setup setup in all)
            {
                cancellation.ThrowIfCancellationRequested();
                Thread.Sleep(s_pause);
                setup.Run(time);
                // The first window of each is for the compiler.
                if (i < 0) setup.Windows.Clear();
            }
        }

        string exactness = model.IsInteger ? "" : $" {settings.Precision.ToString().ToLowerInvariant()}";
        return new ScalingRow($"{model.Name}{(kind == ContenderKind.Ort ? "" : exactness)}", kind == ContenderKind.Ort ? "ONNX Runtime" : "NnBridge", one, wide, apart, crowded, count);
    }

    private static int PrintNodes(ModelCase model, EngineSettings settings, int rounds)
    {
        using var one = new NnBridgeContender(model.Path, new Dictionary<string, Tensor>(), settings.Shapes, settings.CompileOptions() with { Threads = 1 });
        using var wide = new NnBridgeContender(model.Path, new Dictionary<string, Tensor>(), settings.Shapes, settings.CompileOptions());
        ImmutableArray<NodeScaling> nodes = NodeScaling.Measure(one, wide, rounds * RoundsPerWindow);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {nodes.Sum(n => n.OneMs):F2} ms with 1 thread, {nodes.Sum(n => n.WideMs):F2} ms with {settings.Threads}; most is lost in:"));
        foreach (NodeScaling node in nodes.OrderByDescending(n => n.WideMs - (n.OneMs / settings.Threads)).Take(ShownNodes))
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{node.OneMs * 1000,8:F0} us -> {node.WideMs * 1000,6:F0} us, {node.OneMs / node.WideMs:F2} times as fast: {node.Node}"));
        return ExitCode.Done;
    }

    private static void Print(ScalingRow row) => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{row.Model,-28} {row.Engine,-12} {MarkdownReport.Time(ScalingRow.Shortest(row.One)),10} {MarkdownReport.Time(ScalingRow.Shortest(row.Wide)),10} {row.SpeedUp,7:F2} {row.KeptApart,22:P0} {row.KeptCrowded,13:P0} {row.Noise,6:F2}"));
}
