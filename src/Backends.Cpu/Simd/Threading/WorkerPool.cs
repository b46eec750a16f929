namespace NnBridge.Backends.Cpu.Simd.Threading;

/// <summary>The threads of the process that help to run kernels: one pool for all sessions, created when first needed.</summary>
/// <remarks>
/// A run of the pool takes microseconds, so its workers wait for the next one with their eyes open for a while before they sleep. Parts are
/// claimed one by one; a worker that comes too late is not waited for. Sessions that run at the same time leave each other a processor each:
/// more threads than processors would only disturb each other. When the pool is busy with another session, the caller works alone. What a part
/// computes does not depend on who computes it.
/// </remarks>
internal static unsafe class WorkerPool
{
    private const long Open = 1L << 31;
    private const long JoinedMask = Open - 1;
    private const int SpinsBeforeSleep = 2000;

    private static readonly int s_processors = Environment.ProcessorCount;
    private static readonly SemaphoreSlim s_wake = new(0);
    private static readonly Lock s_growing = new();
    private static int s_workers;
    private static int s_busy;
    private static int s_sleeping;
    private static int s_callers;

    // The job; written by the one caller that holds s_busy while no worker is joined.
    private static delegate*<void*, int, void> s_body;
    private static void* s_state;
    private static int s_count;
    private static int s_next;
    private static int s_helpers;

    /// <summary>Job number in the upper half, whether workers may join, and how many have.</summary>
    private static long s_gate;

    /// <summary>A thread begins to run kernels: it keeps a processor busy whether it uses the pool or not. <see cref="Leave"/> follows.</summary>
    public static void Enter() => Interlocked.Increment(ref s_callers);

    /// <summary>The thread has run its kernels.</summary>
    public static void Leave() => Interlocked.Decrement(ref s_callers);

    /// <summary>Calls <paramref name="body"/> for 0 … <paramref name="count"/> - 1, in any order, and returns when all calls have.</summary>
    /// <param name="threads">Threads to use, the caller's among them.</param>
    /// <param name="count">Parts.</param>
    /// <param name="body">Must not throw.</param>
    /// <param name="state">Handed to the body.</param>
    public static void Run(int threads, int count, delegate*<void*, int, void> body, void* state)
    {
        int helpers = Math.Min(Math.Min(threads, count) - 1, Math.Max(0, s_processors - Math.Max(1, Volatile.Read(ref s_callers))));
        if (helpers <= 0 || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
        {
            for (int i = 0; i < count; i++) body(state, i);
            return;
        }

        Grow(helpers);
        s_body = body;
        s_state = state;
        (s_count, s_next, s_helpers) = (count, 0, helpers);
        Interlocked.Exchange(ref s_gate, ((s_gate >> 32) + 1) << 32 | Open);
        int sleeping = Volatile.Read(ref s_sleeping);
        if (sleeping > 0) s_wake.Release(Math.Min(sleeping, helpers));
        Work();
        Interlocked.And(ref s_gate, ~Open);
        var wait = default(SpinWait);
        while ((Volatile.Read(ref s_gate) & JoinedMask) != 0) wait.SpinOnce(sleep1Threshold: -1);
        Volatile.Write(ref s_busy, 0);
    }

    private static void Work()
    {
        for (int i = Interlocked.Increment(ref s_next) - 1; i < s_count; i = Interlocked.Increment(ref s_next) - 1) s_body(s_state, i);
    }

    private static void Grow(int workers)
    {
        if (Volatile.Read(ref s_workers) >= workers) return;
        lock (s_growing)
        {
            for (; s_workers < workers; s_workers++)
            {
                int index = s_workers;
                new Thread(() => Serve(index)) { IsBackground = true, Name = $"NnBridge worker {index + 1}" }.Start();
            }
        }
    }

    private static void Serve(int index)
    {
        long served = 0;
        while (true)
        {
            long gate = WaitForJob(served);
            served = gate >> 32;
            if (index >= s_helpers || !TryJoin(gate)) continue;
            Work();
            Interlocked.Decrement(ref s_gate);
        }
    }

    /// <summary>The gate of an open job that is not <paramref name="served"/>.</summary>
    private static long WaitForJob(long served)
    {
        for (int spins = 0; ; spins++)
        {
            long gate = Volatile.Read(ref s_gate);
            if ((gate & Open) != 0 && gate >> 32 != served) return gate;
            if (spins < SpinsBeforeSleep)
            {
                Thread.SpinWait(4);
                continue;
            }

            Interlocked.Increment(ref s_sleeping);
            gate = Volatile.Read(ref s_gate);
            if ((gate & Open) == 0 || gate >> 32 == served) s_wake.Wait();
            Interlocked.Decrement(ref s_sleeping);
            spins = 0;
        }
    }

    private static bool TryJoin(long gate)
    {
        while ((gate & Open) != 0)
        {
            long seen = Interlocked.CompareExchange(ref s_gate, gate + 1, gate);
            if (seen == gate) return true;
            if (seen >> 32 != gate >> 32) return false;
            gate = seen;
        }

        return false;
    }
}
