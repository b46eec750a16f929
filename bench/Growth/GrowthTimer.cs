using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Bench.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Growth;

/// <summary>Measures how long networks take to be read and compiled, in time of the processor: other programs do not count.</summary>
/// <param name="runtime">Reads and compiles.</param>
/// <param name="options">How it compiles.</param>
/// <param name="folder">Takes the files.</param>
/// <param name="repetitions">Times each network is compiled; the one in the middle counts.</param>
/// <param name="times">Factor to the sizes.</param>
internal sealed class GrowthTimer(NnRuntime runtime, CompileOptions options, string folder, int repetitions, int times)
{
    /// <summary>Reaches the code's final speed before a series: .NET compiles in tiers.</summary>
    private const int WarmingRounds = 3;

    /// <summary>Measures all sizes of a kind.</summary>
    public GrowthSeries Measure(GrowingNetwork kind, CancellationToken cancellation)
    {
        int largest = kind.Sizes[^1] * times;
        Measure(kind, kind.Sizes[0] * times, largest, WarmingRounds, cancellation);
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
            // The round in the middle: in the shortest, small networks have met the collector least by chance, which a large one cannot.
            GrowthPoint[] points = [.. Enumerable.Range(0, rounds).Select(_ => Measure(file, size, graph.Nodes.Count, count, cancellation)).OrderBy(p => p.MicrosecondsPerNode)];
            return points[rounds / 2];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private GrowthPoint Measure(string file, int size, int nodes, int count, CancellationToken cancellation)
    {
        GC.Collect();
        TimeSpan paused = GC.GetTotalPauseDuration(), load = TimeSpan.Zero, compile = TimeSpan.Zero, elapsed = TimeSpan.Zero;
        var programs = new List<CompiledProgram>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                Network network = runtime.Load(file);
                TimeSpan loaded = Environment.CpuUsage.TotalTime;
                long compiling = Stopwatch.GetTimestamp();
                programs.Add(runtime.Compile(network, options, cancellation));
                elapsed += Stopwatch.GetElapsedTime(compiling);
                load += loaded - start;
                compile += Environment.CpuUsage.TotalTime - loaded;
            }

            var stages = programs.SelectMany(p => p.CompileProfile.Entries).GroupBy(e => e.Stage).ToImmutableDictionary(g => g.Key, g => g.Sum(e => e.Duration.TotalMilliseconds) / count);
            return new GrowthPoint(size, nodes, load.TotalMilliseconds / count, compile.TotalMilliseconds / count, stages
                .Add("other", (elapsed.TotalMilliseconds / count) - stages.Values.Sum())
                .Add("garbage collection, part of the others", (GC.GetTotalPauseDuration() - paused).TotalMilliseconds / count));
        }
        finally
        {
            foreach (CompiledProgram program in programs) program.Dispose();
        }
    }
}
