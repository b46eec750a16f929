using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Models;
using NnBridge.Bench.Native;
using NnBridge.Cli;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Shows which kernels ONNX Runtime uses: whether it is given a network in the form in which it is fast.</summary>
internal static class ProfileCommand
{
    private const int Runs = 5;

    public static Command Create()
    {
        Option<string> model = new("--model") { Description = "The ONNX file", Required = true };
        var engines = new EngineOptions();
        var command = new Command("ort-profile", "Show which kernels ONNX Runtime uses for a model, and their time") { model };
        engines.AddTo(command);
        command.SetBody((parsed, _) =>
        {
            EngineSettings settings = engines.Read(parsed);
            ContenderFactory.Prepare(ContenderKind.Ort, settings.CacheFolder);
            foreach ((string kernel, int count, double milliseconds) in Profile(parsed.GetValue(model)!, settings.Threads))
                Console.Out.WriteLine($"{kernel,-32} {count,4} {milliseconds,9:F3} ms");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Kernels of a run, their number and their time together, the longest first.</summary>
    public static ImmutableArray<(string Kernel, int Count, double Milliseconds)> Profile(string model, int threads)
    {
        string prefix = Path.Combine(Path.GetTempPath(), $"nnbridge-ort-{Environment.ProcessId}-{Guid.NewGuid():N}");
        string file;
        using (var session = new OrtSession(model, new OrtSessionOptions(threads, prefix)))
        {
            session.Bind([.. session.Inputs.Select(RandomInput.For)]);
            for (int i = 0; i < Runs; i++) session.Run();
            file = session.EndProfiling();
        }

        try
        {
            return Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ImmutableArray<(string Kernel, int Count, double Milliseconds)> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray()
            .Where(e => e.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal))
            .GroupBy(e => e.GetProperty("args").GetProperty("op_name").GetString()!)
            .Select(g => (g.Key, g.Count() / Runs, g.Sum(e => e.GetProperty("dur").GetInt64()) / 1000.0 / Runs))
            .OrderByDescending(g => g.Item3)];
    }
}
