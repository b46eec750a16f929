using System.Runtime.CompilerServices;

namespace NnBridge.Bench.Storm;

/// <summary>What disturbs running code: collections that move everything, and faults that the runtime turns into exceptions.</summary>
internal sealed class Weather
{
    private const int GarbagePieces = 64, GarbageBytes = 2000, FaultsAtOnce = 50;

    private readonly byte[]?[] _garbage = new byte[GarbagePieces][];
    private long _collections, _faults;

    /// <summary>Collections forced so far.</summary>
    public long Collections => Interlocked.Read(ref _collections);

    /// <summary>Null references caught so far.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Forces collections of every generation until cancelled: each stops all threads by a signal, wherever they are.</summary>
    public void Collect(CancellationToken end)
    {
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            _garbage[i % GarbagePieces] = new byte[GarbageBytes + i % GarbageBytes];
            GC.Collect(i % 16 == 0 ? GC.MaxGeneration : i % 2, GCCollectionMode.Forced, blocking: true, compacting: i % 32 == 0);
            Interlocked.Increment(ref _collections);
            Thread.Sleep(1);
        }
    }

    /// <summary>Reads through null until cancelled: the processor faults, and a signal handler makes it an exception.</summary>
    public void Fault(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            for (int i = 0; i < FaultsAtOnce; i++)
            {
                try
                {
                    Length(null);
                }
                catch (NullReferenceException)
                {
                    Interlocked.Increment(ref _faults);
                }
            }

            Thread.Sleep(1);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Length(byte[]? nothing) => nothing!.Length;
}
