using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Bench.Tests;

/// <summary>What the threads that run kernels have allocated: the caller and one worker of the pool, and nobody else in the process.</summary>
/// <remarks>A test host talks to its parent on threads of its own, many times a second on a slow machine.</remarks>
internal static unsafe class KernelThreads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that each of the threads has allocated since it began; the worker's is 0 where the pool has none.</summary>
    /// <param name="threads">1 or 2.</param>
    public static (long Caller, long Worker) AllocatedBytes(int threads)
    {
        var meeting = new Meeting { Caller = Environment.CurrentManagedThreadId, Expected = Environment.ProcessorCount > 1 ? threads : 1 };
        WorkerPool.Run(meeting.Expected, meeting.Expected, &Attend, &meeting);
        if (meeting.Arrived != meeting.Expected) Assert.Fail("the worker did not come");
        return (GC.GetAllocatedBytesForCurrentThread(), meeting.WorkerBytes);
    }

    /// <summary>Waits for the other, so that each thread gets a part.</summary>
    private static void Attend(void* state, int part)
    {
        var meeting = (Meeting*)state;
        if (Environment.CurrentManagedThreadId != meeting->Caller) meeting->WorkerBytes = GC.GetAllocatedBytesForCurrentThread();
        Interlocked.Increment(ref meeting->Arrived);
        long start = Environment.TickCount64;
        while (Volatile.Read(ref meeting->Arrived) < meeting->Expected && Environment.TickCount64 - start < Patience.TotalMilliseconds) Thread.Yield();
    }

    private struct Meeting
    {
        public int Caller;
        public int Expected;
        public int Arrived;
        public long WorkerBytes;
    }
}
