using System.Collections.Immutable;
using System.Text.Json;
using NnBridge.Bench.Models;
using NnBridge.Bench.Native;

namespace NnBridge.Bench.Contenders;

/// <summary>Reads what ONNX Runtime writes down about its runs.</summary>
internal static class OrtProfiler
{
    private const int Runs = 5;

    /// <summary>Kernels of a run, the longest first.</summary>
    public static ImmutableArray<KernelTime> Profile(string model, EngineSettings settings)
    {
        string prefix = Path.Combine(Path.GetTempPath(), $"nnbridge-ort-{Environment.ProcessId}-{Guid.NewGuid():N}");
        string file;
        using (var session = new OrtSession(model, new OrtSessionOptions(settings.Threads, prefix)))
        {
            session.Bind([.. session.Inputs.Select(p => RandomInput.For(p, settings.Shapes))]);
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

    private static ImmutableArray<KernelTime> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray()
            .Where(e => e.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal))
            .GroupBy(e => e.GetProperty("args").GetProperty("op_name").GetString()!)
            .Select(g => new KernelTime(g.Key, g.Count() / Runs, g.Sum(e => e.GetProperty("dur").GetInt64()) / 1000.0 / Runs))
            .OrderByDescending(k => k.Milliseconds)];
    }
}
