using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Measuring;

/// <summary>Managed memory that runs allocate once everything has been run before.</summary>
/// <param name="Own">Bytes that the running thread allocates.</param>
/// <param name="All">Bytes that all threads of the process allocate.</param>
internal readonly record struct Allocation(long Own, long All)
{
    private const int Rounds = 20;

    /// <summary>
    /// Runs an engine several times and counts, again and again until nothing was allocated: what a run needs it needs every time, while the
    /// runtime, on a thread of its own, allocates a little for methods that it compiles again because they ran often.
    /// </summary>
    /// <param name="contender">The engine, with inputs bound.</param>
    /// <param name="runs">Runs of a round that count; as many go before.</param>
    /// <returns>The least of all rounds.</returns>
    public static Allocation Of(IContender contender, int runs)
    {
        Allocation least = Round(contender, runs);
        for (int round = 1; round < Rounds && least != default; round++)
        {
            Allocation next = Round(contender, runs);
            least = new Allocation(Math.Min(least.Own, next.Own), Math.Min(least.All, next.All));
        }

        return least;
    }

    private static Allocation Round(IContender contender, int runs)
    {
        for (int i = 0; i < runs; i++) contender.Run();
        long own = GC.GetAllocatedBytesForCurrentThread(), all = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < runs; i++) contender.Run();
        return new Allocation(GC.GetAllocatedBytesForCurrentThread() - own, GC.GetTotalAllocatedBytes(precise: true) - all);
    }
}
