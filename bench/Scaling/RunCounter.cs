using System.Diagnostics;
using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Scaling;

/// <summary>What one session got done in a window.</summary>
/// <param name="RunsPerSecond">Whole runs, by the time that they took.</param>
/// <param name="ShortestMs">Milliseconds of the shortest run.</param>
internal readonly record struct RunCounter(double RunsPerSecond, double ShortestMs)
{
    /// <summary>Runs a session for a time, and at least twice.</summary>
    /// <param name="session">The session.</param>
    /// <param name="start">Where the sessions of a window wait for each other.</param>
    /// <param name="time">How long.</param>
    public static RunCounter Count(IContender session, Barrier start, TimeSpan time)
    {
        // The first run finds the caches as others left them.
        session.Run();
        start.SignalAndWait();
        double shortest = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp(), last = begin;
        int runs = 0;
        while (runs < 2 || Stopwatch.GetElapsedTime(begin, last) < time)
        {
            session.Run();
            long now = Stopwatch.GetTimestamp();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
            runs++;
        }

        return new RunCounter(runs / Stopwatch.GetElapsedTime(begin, last).TotalSeconds, shortest);
    }
}
