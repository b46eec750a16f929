using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Measuring;

/// <summary>Managed memory that runs allocate once everything has been run before.</summary>
/// <param name="Own">Bytes that the running thread allocates.</param>
/// <param name="All">Bytes that all threads of the process allocate.</param>
internal readonly record struct Allocation(long Own, long All)
{
    /// <summary>Runs an engine several times and counts.</summary>
    /// <param name="contender">The engine, with inputs bound.</param>
    /// <param name="runs">Runs that count; as many go before.</param>
    public static Allocation Of(IContender contender, int runs)
    {
        for (int i = 0; i < runs; i++) contender.Run();
        long own = GC.GetAllocatedBytesForCurrentThread(), all = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < runs; i++) contender.Run();
        return new Allocation(GC.GetAllocatedBytesForCurrentThread() - own, GC.GetTotalAllocatedBytes(precise: true) - all);
    }
}
