using System.Collections.Immutable;
using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Measuring;

/// <summary>
/// Has two engines run in turns, so that both see the same machine, and leaves out the times in which a probe says that the machine is slow.
/// Who goes first changes from pair to pair.
/// </summary>
internal sealed class AlternatingTimer(IHostProbe probe, TimeProvider time, TimerOptions options)
{
    private const int MaximumRuns = 20_000;

    /// <summary>Measures both.</summary>
    public Duel Measure(IContender first, IContender second)
    {
        int firstRuns = RunsPerWindow(first), secondRuns = RunsPerWindow(second);
        var pairs = new List<Pair>();
        double best = probe.Measure();
        int quiet = 0;
        long start = time.GetTimestamp();
        while (quiet < options.Windows && pairs.Count < options.Windows * (1 + options.Patience))
        {
            if (pairs.Count > 0 && time.GetElapsedTime(start) > options.TimeLimit) break;
            Pair pair = Measure(first, firstRuns, second, secondRuns, secondGoesFirst: pairs.Count % 2 == 1);
            pairs.Add(pair);
            best = Math.Min(best, pair.FastestProbe);
            quiet = pairs.Count(p => IsQuiet(p, best));
        }

        ImmutableArray<Pair> kept = [.. pairs.Where(p => IsQuiet(p, best))];
        bool none = kept.IsEmpty;
        if (none) kept = [.. pairs];
        return new Duel(new Samples(kept.SelectMany(p => p.First)), new Samples(kept.SelectMany(p => p.Second)),
            [.. kept.Select(p => Statistics.Median(p.First) / Statistics.Median(p.Second))], pairs.Count - kept.Length, !none);
    }

    private bool IsQuiet(Pair pair, double best) => pair.SlowestProbe <= best * options.ProbeTolerance;

    private Pair Measure(IContender first, int firstRuns, IContender second, int secondRuns, bool secondGoesFirst)
    {
        double before = probe.Measure();
        double[] earlier = secondGoesFirst ? Window(second, secondRuns) : Window(first, firstRuns);
        double between = probe.Measure();
        double[] later = secondGoesFirst ? Window(first, firstRuns) : Window(second, secondRuns);
        double after = probe.Measure();
        return new Pair(secondGoesFirst ? later : earlier, secondGoesFirst ? earlier : later,
            Math.Min(before, Math.Min(between, after)), Math.Max(before, Math.Max(between, after)));
    }

    /// <summary>Milliseconds of each run that counts.</summary>
    private double[] Window(IContender contender, int runs)
    {
        if (options.Pause > TimeSpan.Zero) Thread.Sleep(options.Pause);
        for (int i = 0; i < options.DroppedRuns; i++) contender.Run();
        var milliseconds = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = time.GetTimestamp();
            contender.Run();
            milliseconds[i] = time.GetElapsedTime(start).TotalMilliseconds;
        }

        return milliseconds;
    }

    /// <summary>Warms an engine up and counts its runs in the time of a window.</summary>
    private int RunsPerWindow(IContender contender)
    {
        long start = time.GetTimestamp();
        long last = start;
        double shortest = double.PositiveInfinity;
        // Code that .NET compiles in tiers is final after about 100 ms and some runs.
        for (int i = 0; i < 2 || (time.GetElapsedTime(start).TotalMilliseconds < 400 && i < MaximumRuns); i++)
        {
            contender.Run();
            long now = time.GetTimestamp();
            shortest = Math.Min(shortest, time.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
        }

        double runs = options.WindowTime.TotalMilliseconds / Math.Max(shortest, 1e-6);
        return (int)Math.Clamp(Math.Ceiling(runs), options.MinimumRuns, MaximumRuns);
    }

    private sealed record Pair(double[] First, double[] Second, double FastestProbe, double SlowestProbe);
}
