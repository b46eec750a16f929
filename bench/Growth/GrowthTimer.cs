using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Bench.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Growth;

/// <summary>Measures how long networks take to be read and compiled, in time of the processor: other programs do not count.</summary>
/// <param name="runtime">Reads and compiles.</param>
/// <param name="options">How it compiles.</param>
/// <param name="folder">Takes the files.</param>
/// <param name="repetitions">Times each network is compiled; the shortest counts.</param>
/// <param name="times">Factor to the sizes.</param>
internal sealed class GrowthTimer(NnRuntime runtime, CompileOptions options, string folder, int repetitions, int times)
{
    /// <summary>Reaches the code's final speed before a series: .NET compiles in tiers.</summary>
    private const int WarmingRounds = 12;

    /// <summary>Measures all sizes of a kind.</summary>
    public GrowthSeries Measure(GrowingNetwork kind, CancellationToken cancellation)
    {
        Measure(kind, kind.Sizes[0] * times, WarmingRounds, cancellation);
        return new GrowthSeries(kind.Name, [.. kind.Sizes.Select(size => Measure(kind, size * times, repetitions, cancellation))]);
    }

    private GrowthPoint Measure(GrowingNetwork kind, int size, int rounds, CancellationToken cancellation)
    {
        string file = Path.Combine(folder, $"growth-{Environment.ProcessId}.onnx");
        OnnxGraph graph = kind.Make(size);
        OnnxFile.Write(graph, file);
        try
        {
            double load = double.PositiveInfinity, compile = double.PositiveInfinity;
            ImmutableDictionary<string, double> stages = ImmutableDictionary<string, double>.Empty;
            for (int i = 0; i < rounds; i++)
            {
                // What an earlier network left behind is not this one's work.
                GC.Collect();
                TimeSpan paused = GC.GetTotalPauseDuration();
                TimeSpan start = Environment.CpuUsage.TotalTime;
                Network network = runtime.Load(file);
                TimeSpan loaded = Environment.CpuUsage.TotalTime;
                long compiling = Stopwatch.GetTimestamp();
                using CompiledProgram program = runtime.Compile(network, options, cancellation);
                TimeSpan elapsed = Stopwatch.GetElapsedTime(compiling), compiled = Environment.CpuUsage.TotalTime;
                if ((compiled - loaded).TotalMilliseconds < compile)
                    (compile, stages) = ((compiled - loaded).TotalMilliseconds, Stages(program.CompileProfile, elapsed, GC.GetTotalPauseDuration() - paused));
                load = Math.Min(load, (loaded - start).TotalMilliseconds);
            }

            return new GrowthPoint(size, graph.Nodes.Count, load, compile, stages);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ImmutableDictionary<string, double> Stages(RunProfile profile, TimeSpan total, TimeSpan collecting)
    {
        ImmutableDictionary<string, double> stages = profile.Entries.GroupBy(e => e.Stage).ToImmutableDictionary(g => g.Key, g => g.Sum(e => e.Duration.TotalMilliseconds));
        return stages.Add("other", total.TotalMilliseconds - stages.Values.Sum()).Add("garbage collection, part of the others", collecting.TotalMilliseconds);
    }
}
