using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>The largest of each window of bytes: first of the rows that a window reaches over, place by place, then of the places of that row.</summary>
/// <param name="Axes">Spatial dimensions.</param>
/// <param name="Batches">Number of batches.</param>
/// <param name="Channels">Channels, at least 1.</param>
/// <param name="Threads">Threads that may be used.</param>
internal sealed unsafe record ByteMaxPool((WindowAxis D, WindowAxis H, WindowAxis W) Axes, int Batches, int Channels, int Threads)
{
    /// <summary>Elements of windows below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 4_000_000;

    /// <summary>Bytes for the rows on the way.</summary>
    public int Scratch => checked(Parts * RowBytes);

    private int RowBytes => checked(Axes.W.Input * Channels);

    private int Rows => Batches * Axes.D.Output * Axes.H.Output;

    private int Parts => Threads == 1 || (long)Rows * Axes.W.Output * Channels * Axes.D.Kernel * Axes.H.Kernel * Axes.W.Kernel < WorthSharing ? 1 : Math.Min(Rows, Threads * 4);

    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    /// <param name="scratch">Memory of <see cref="Scratch"/> bytes.</param>
    /// <param name="low">Least result; also what a window has that is wholly outside.</param>
    /// <param name="high">Largest result.</param>
    /// <param name="isLimited">Whether an element can be larger than that.</param>
    /// <typeparam name="T">Signed or unsigned bytes.</typeparam>
    public void Run<T>(T* x, T* y, T* scratch, T low, T high, bool isLimited) where T : unmanaged
    {
        ByteMaxPool self = this;
#pragma warning disable CS8500 // the reference is used only while this method runs
        var job = new Job<T> { Pool = &self, X = x, Y = y, Scratch = scratch, Low = low, High = high, IsLimited = isLimited, Rows = Rows, Parts = Parts };
#pragma warning restore CS8500
        WorkerPool.Run(Threads, job.Parts, &Part<T>, &job);
    }

    private static void Part<T>(void* state, int part) where T : unmanaged
    {
        var job = (Job<T>*)state;
#pragma warning disable CS8500
        ByteMaxPool pool = *job->Pool;
#pragma warning restore CS8500
        T* rows = job->Scratch + ((nint)part * pool.RowBytes);
        for (int row = (int)((long)job->Rows * part / job->Parts); row < (int)((long)job->Rows * (part + 1) / job->Parts); row++)
        {
            pool.Down(job->X, rows, row, job->Low);
            int results = pool.Axes.W.Output * pool.Channels;
            T* to = job->Y + ((nint)row * results);
            pool.Along(rows, to, job->Low);
            if (job->IsLimited) Limit(to, job->High, results);
        }
    }

    private void Down<T>(T* x, T* to, int row, T low) where T : unmanaged
    {
        (WindowAxis d, WindowAxis h, _) = Axes;
        int oh = row % h.Output, od = row / h.Output % d.Output, n = row / h.Output / d.Output;
        new Span<T>(to, RowBytes).Fill(low);
        for (int kd = 0; kd < d.Kernel; kd++)
            for (int kh = 0; kh < h.Kernel; kh++)
            {
                int z = d.InputAt(od, kd), top = h.InputAt(oh, kh);
                if (d.Contains(z) && h.Contains(top)) Largest(to, x + (((((nint)n * d.Input) + z) * h.Input) + top) * RowBytes, RowBytes);
            }
    }

    private void Along<T>(T* row, T* to, T low) where T : unmanaged
    {
        WindowAxis w = Axes.W;
        for (int ow = 0; ow < w.Output; ow++, to += Channels)
        {
            new Span<T>(to, Channels).Fill(low);
            for (int kw = 0; kw < w.Kernel; kw++)
                if (w.Contains(w.InputAt(ow, kw))) Largest(to, row + ((nint)w.InputAt(ow, kw) * Channels), Channels);
        }
    }

    private static void Largest<T>(T* to, T* from, nint count) where T : unmanaged
    {
        nint i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i <= count - Vector512<byte>.Count; i += Vector512<byte>.Count) Vector512.Max(Vector512.Load(to + i), Vector512.Load(from + i)).Store(to + i);
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count) Vector128.Max(Vector128.Load(to + i), Vector128.Load(from + i)).Store(to + i);
        for (; i < count; i++) to[i] = Vector128.Max(Vector128.CreateScalar(to[i]), Vector128.CreateScalar(from[i])).ToScalar();
    }

    private static void Limit<T>(T* to, T high, nint count) where T : unmanaged
    {
        nint i = 0;
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count) Vector128.Min(Vector128.Load(to + i), Vector128.Create(high)).Store(to + i);
        for (; i < count; i++) to[i] = Vector128.Min(Vector128.CreateScalar(to[i]), Vector128.CreateScalar(high)).ToScalar();
    }

    private struct Job<T> where T : unmanaged
    {
#pragma warning disable CS8500
        public ByteMaxPool* Pool;
#pragma warning restore CS8500
        public T* X;
        public T* Y;
        public T* Scratch;
        public T Low;
        public T High;
        public bool IsLimited;
        public int Rows;
        public int Parts;
    }
}
