using System.Collections.Immutable;
using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Scaling;

/// <summary>Sessions that run at the same time, each on a thread of its own.</summary>
internal sealed class Setup(string name, ImmutableArray<IContender> sessions) : IDisposable
{
    /// <summary>How tables name it.</summary>
    public string Name => name;

    /// <summary>The windows so far.</summary>
    public List<Window> Windows { get; } = [];

    /// <summary>Has all sessions run again and again for a time, and adds what came of it to <see cref="Windows"/>.</summary>
    public void Run(TimeSpan time)
    {
        var counters = new RunCounter[sessions.Length];
        using var start = new Barrier(sessions.Length);
        Thread[] threads = [.. sessions.Select((session, i) => new Thread(() => counters[i] = RunCounter.Count(session, start, time)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Windows.Add(new Window(counters.Sum(c => c.RunsPerSecond), counters.Min(c => c.ShortestMs)));
    }

    public void Dispose()
    {
        foreach (IContender session in sessions) session.Dispose();
    }
}
