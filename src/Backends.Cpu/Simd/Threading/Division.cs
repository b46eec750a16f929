namespace NnBridge.Backends.Cpu.Simd.Threading;

/// <summary>Divides work that goes through memory once: as much per element as it takes to read and to write it.</summary>
internal static unsafe class Division
{
    /// <summary>Bytes that one processor moves in some microseconds, several times what waking up a second one takes.</summary>
    private const long PartBytes = 96 * 1024;

    /// <summary>Boundaries of parts are multiples of this many elements, so that parts write no cache line together.</summary>
    private const int Grain = 64;

    /// <summary>Parts per thread: a thread that comes late leaves some to the others.</summary>
    private const int PartsPerThread = 2;

    /// <summary>Parts that are worth it.</summary>
    /// <param name="threads">Threads that may be used.</param>
    /// <param name="bytes">Bytes that are read and written.</param>
    /// <param name="most">Most parts the work can be divided into.</param>
    public static int Parts(int threads, long bytes, long most = int.MaxValue) =>
        threads == 1 || bytes < 2 * PartBytes ? 1 : (int)Math.Clamp(bytes / PartBytes, 1, Math.Min(threads * PartsPerThread, Math.Max(most, 1)));

    /// <summary>Where a part begins; that of number <paramref name="parts"/> begins at the end.</summary>
    public static long Start(long count, int part, int parts) => part == parts ? count : count * part / parts & -Grain;

    /// <summary>Has all parts done.</summary>
    public static void Run(IDivisible kernel, int threads, int parts, byte* a, byte* b, byte* y)
    {
        if (parts == 1)
        {
            kernel.Part(a, b, y, 0, 1);
            return;
        }

#pragma warning disable CS8500 // the reference is used only while this method runs
        var job = new Job { Kernel = &kernel, A = a, B = b, Y = y, Parts = parts };
#pragma warning restore CS8500
        WorkerPool.Run(threads, parts, &Part, &job);
    }

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        (*job->Kernel).Part(job->A, job->B, job->Y, part, job->Parts);
#pragma warning restore CS8500
    }

    private struct Job
    {
#pragma warning disable CS8500
        public IDivisible* Kernel;
#pragma warning restore CS8500
        public byte* A;
        public byte* B;
        public byte* Y;
        public int Parts;
    }
}
