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

    /// <summary>Measures all sizes of a kind, in turns: a machine that becomes slower meanwhile becomes so for all of them.</summary>
    public GrowthSeries Measure(GrowingNetwork kind, CancellationToken cancellation)
    {
        var subjects = new List<Subject>();
        try
        {
            // Small networks never meet the garbage collector: together they are as many nodes as the largest, all in memory in the end.
            foreach (int size in kind.Sizes) subjects.Add(Write(kind, size * times, kind.Sizes[^1] / size));
            for (int i = 0; i < Warmings * WarmingRounds; i++)
            {
                Measure(subjects[0], cancellation);
                if ((i + 1) % WarmingRounds == 0) cancellation.WaitHandle.WaitOne(s_rest);
            }

            var points = new GrowthPoint[subjects.Count, repetitions];
            for (int round = 0; round < repetitions; round++)
                for (int i = 0; i < subjects.Count; i++) points[i, round] = Measure(subjects[i], cancellation);
            return new GrowthSeries(kind.Name, [.. subjects.Select((_, i) => Together([.. Enumerable.Range(0, repetitions).Select(round => points[i, round])]))]);
        }
        finally
        {
            foreach (Subject subject in subjects) File.Delete(subject.File);
        }
    }

    /// <summary>The garbage collector comes in some rounds and not in others: its share is the mean of them, that of the rest the round in the middle.</summary>
    private static GrowthPoint Together(GrowthPoint[] rounds) =>
        rounds.OrderBy(p => p.LoadMs + p.CompileMs).ElementAt(rounds.Length / 2) with { CollectMs = rounds.Average(p => p.CollectMs) };

    private Subject Write(GrowingNetwork kind, int size, int count)
    {
        OnnxGraph graph = kind.Make(size);
        var subject = new Subject(Path.Combine(folder, $"growth-{Environment.ProcessId}-{size}.onnx"), size, graph.Nodes.Count, count);
        OnnxFile.Write(graph, subject.File);
        return subject;
    }

    private GrowthPoint Measure(Subject subject, CancellationToken cancellation)
    {
        (string file, int size, int nodes, int count) = subject;
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

    /// <param name="File">The network.</param>
    /// <param name="Size">Layers or branches.</param>
    /// <param name="Nodes">Nodes in the file.</param>
    /// <param name="Count">How many of it are compiled, and in memory together.</param>
    private sealed record Subject(string File, int Size, int Nodes, int Count);
}
