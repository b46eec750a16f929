using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Bench.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Growth;

/// <summary>Measures how long networks take to be read and compiled, in time of the processor: other programs do not count.</summary>
/// <param name="runtime">Reads and compiles.</param>
/// <param name="options">How it compiles.</param>
/// <param name="folder">Takes the files.</param>
/// <param name="repetitions">Times each network is compiled; the one in the middle counts, and the mean of garbage collection.</param>
/// <param name="times">Factor to the sizes.</param>
internal sealed class GrowthTimer(NnRuntime runtime, CompileOptions options, string folder, int repetitions, int times)
{
    /// <summary>
    /// What is called often is compiled anew, and what that takes is time of the processor, too: networks are compiled, and compiling is left to rest,
    /// until nothing is left to do.
    /// </summary>
    private const int Warmings = 5, WarmingRounds = 3;

    /// <summary>.NET compiles methods anew when no new ones were called for a tenth of a second.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures all sizes of a kind.</summary>
    public GrowthSeries Measure(GrowingNetwork kind, CancellationToken cancellation)
    {
        int largest = kind.Sizes[^1] * times;
        for (int i = 0; i < Warmings; i++)
        {
            Measure(kind, kind.Sizes[0] * times, largest, WarmingRounds, cancellation);
            cancellation.WaitHandle.WaitOne(s_rest);
        }

        return new GrowthSeries(kind.Name, [.. kind.Sizes.Select(size => Measure(kind, size * times, largest, repetitions, cancellation))]);
    }

    private GrowthPoint Measure(GrowingNetwork kind, int size, int largest, int rounds, CancellationToken cancellation)
    {
        string file = Path.Combine(folder, $"growth-{Environment.ProcessId}.onnx");
        OnnxGraph graph = kind.Make(size);
        OnnxFile.Write(graph, file);
        try
        {
            // Small networks never meet the garbage collector: together they are as many nodes as the largest, all in memory in the end.
            int count = largest / size;
            GrowthPoint[] points = [.. Enumerable.Range(0, rounds).Select(_ => Measure(file, size, graph.Nodes.Count, count, cancellation)).OrderBy(p => p.LoadMs + p.CompileMs)];
            // The garbage collector comes in some rounds and not in others: its share is the mean of them, that of the rest the round in the middle.
            return points[rounds / 2] with { CollectMs = points.Average(p => p.CollectMs) };
        }
        finally
        {
            File.Delete(file);
        }
    }

    private GrowthPoint Measure(string file, int size, int nodes, int count, CancellationToken cancellation)
    {
        GC.Collect();
        TimeSpan load = TimeSpan.Zero, compile = TimeSpan.Zero, elapsed = TimeSpan.Zero, collect = TimeSpan.Zero;
        var programs = new List<CompiledProgram>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime, paused = GC.GetTotalPauseDuration();
                Network network = runtime.Load(file);
                TimeSpan loaded = Environment.CpuUsage.TotalTime, pausedLoading = GC.GetTotalPauseDuration() - paused;
                long compiling = Stopwatch.GetTimestamp();
                programs.Add(runtime.Compile(network, options, cancellation));
                elapsed += Stopwatch.GetElapsedTime(compiling);
                TimeSpan pausedCompiling = GC.GetTotalPauseDuration() - paused - pausedLoading;
                load += loaded - start - pausedLoading;
                compile += Environment.CpuUsage.TotalTime - loaded - pausedCompiling;
                collect += pausedLoading + pausedCompiling;
            }

            var stages = programs.SelectMany(p => p.CompileProfile.Entries).GroupBy(e => e.Stage).ToImmutableDictionary(g => g.Key, g => g.Sum(e => e.Duration.TotalMilliseconds) / count);
            return new GrowthPoint(size, nodes, load.TotalMilliseconds / count, compile.TotalMilliseconds / count, collect.TotalMilliseconds / count,
                stages.Add("other", (elapsed.TotalMilliseconds / count) - stages.Values.Sum()));
        }
        finally
        {
            foreach (CompiledProgram program in programs) program.Dispose();
        }
    }
}
