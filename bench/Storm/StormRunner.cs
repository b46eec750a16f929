using System.Collections.Concurrent;
using System.Collections.Immutable;
using NnBridge.Runtime;

namespace NnBridge.Bench.Storm;

/// <summary>Runs networks on many threads while collections and faults go on.</summary>
/// <param name="subjects">The networks.</param>
/// <param name="threads">Threads that run them, each all of them in turns.</param>
internal sealed class StormRunner(ImmutableArray<StormSubject> subjects, int threads)
{
    private readonly ConcurrentDictionary<string, long> _runs = [];
    private readonly ConcurrentQueue<string> _wrong = [];

    /// <summary>Runs for a time.</summary>
    public StormResult Run(TimeSpan duration, CancellationToken cancellation)
    {
        var weather = new Weather();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Thread[] all =
        [
            .. Enumerable.Range(0, threads).Select(i => new Thread(() => Work(i, end.Token))),
            new Thread(() => weather.Collect(end.Token)), new Thread(() => weather.Fault(end.Token)),
        ];
        foreach (Thread thread in all) thread.Start();
        cancellation.WaitHandle.WaitOne(duration);
        end.Cancel();
        foreach (Thread thread in all) thread.Join();
        return new StormResult(_runs.ToImmutableSortedDictionary(), [.. _wrong], weather.Collections, weather.Faults);
    }

    private void Work(int index, CancellationToken end)
    {
        Session[] sessions = [.. subjects.Select(s => s.Programs[index % s.Programs.Length].CreateSession())];
        try
        {
            for (int turn = index; !end.IsCancellationRequested; turn++)
            {
                StormSubject subject = subjects[turn % subjects.Length];
                if (!subject.Run(sessions[turn % subjects.Length], turn)) _wrong.Enqueue($"{subject.Name}, thread {index}, turn {turn}: other bits");
                _runs.AddOrUpdate(subject.Name, 1, (_, n) => n + 1);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A thread's exception would end the process; here it is a result like a wrong one.
            _wrong.Enqueue($"thread {index}: {e.GetType().Name}: {e.Message}");
        }
        finally
        {
            foreach (Session session in sessions) session.Dispose();
        }
    }
}
