using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>The threads that help to run kernels: every part is run once, by whoever comes, and that costs no managed memory.</summary>
[NonParallelizable]
public sealed unsafe class WorkerPoolTests
{
    private const int Parts = 100;
    private const int Attempts = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Test]
    public void Every_part_is_run_once([Values(1, 2, 8)] int threads, [Values(0, 1, Parts)] int count)
    {
        int* times = stackalloc int[Parts];
        for (int run = 0; run < 1000; run++)
        {
            new Span<int>(times, Parts).Clear();
            WorkerPool.Run(threads, count, &Count, times);
            for (int i = 0; i < Parts; i++) if (times[i] != (i < count ? 1 : 0)) Assert.Fail($"run {run}: part {i} was run {times[i]} times");
        }
    }

    [Test]
    public void Neither_the_caller_nor_a_worker_allocates()
    {
        if (Environment.ProcessorCount < 2) Assert.Ignore("a pool without workers: one processor");
        AllocatedBytes();
        int* times = stackalloc int[Parts];
        (long caller, long worker) = AllocatedBytes();
        for (int run = 0; run < 1000; run++) WorkerPool.Run(2, Parts, &Count, times);
        (long callerAfter, long workerAfter) = AllocatedBytes();
        Assert.That((callerAfter - caller, workerAfter - worker), Is.EqualTo((0L, 0L)));
    }

    private static void Count(void* state, int part) => Interlocked.Increment(ref ((int*)state)[part]);

    /// <summary>What the two threads have allocated since they began.</summary>
    private static (long Caller, long Worker) AllocatedBytes()
    {
        // The pool may be busy with what another test has left running; then the caller gets both parts, one after the other.
        Meeting meeting = default;
        for (int attempt = 0; attempt < Attempts && !meeting.WorkerCame; attempt++)
        {
            meeting = new Meeting { Caller = Environment.CurrentManagedThreadId };
            WorkerPool.Run(2, 2, &Attend, &meeting);
        }

        if (!meeting.WorkerCame) Assert.Fail("no worker came");
        return (GC.GetAllocatedBytesForCurrentThread(), meeting.WorkerBytes);
    }

    /// <summary>Waits for the other thread, so that each gets a part.</summary>
    private static void Attend(void* state, int part)
    {
        var meeting = (Meeting*)state;
        if (Environment.CurrentManagedThreadId != meeting->Caller) (meeting->WorkerCame, meeting->WorkerBytes) = (true, GC.GetAllocatedBytesForCurrentThread());
        Interlocked.Increment(ref meeting->Arrived);
        long start = Environment.TickCount64;
        while (Volatile.Read(ref meeting->Arrived) < 2 && Environment.TickCount64 - start < Patience.TotalMilliseconds) Thread.Yield();
    }

    private struct Meeting
    {
        public int Caller;
        public int Arrived;
        public bool WorkerCame;
        public long WorkerBytes;
    }
}
