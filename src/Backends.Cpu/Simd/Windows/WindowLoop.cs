using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Lanes;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Slides windows that see each channel alone over a float input, row by row of the output.</summary>
/// <param name="Axes">Spatial dimensions.</param>
/// <param name="Batches">Number of batches.</param>
/// <param name="Channels">Channels, at least 1.</param>
/// <param name="Activation">Applied to results.</param>
/// <param name="Threads">Threads that may be used.</param>
internal sealed unsafe record WindowLoop((WindowAxis D, WindowAxis H, WindowAxis W) Axes, int Batches, int Channels, Activation Activation, int Threads)
{
    /// <summary>Limits of results; those of the activation unless stated.</summary>
    public FloatClamp Clamp { get; init; } = FloatClamp.Of(Activation);

    /// <summary>Most windows that are computed together.</summary>
    private const int MaxCount = 8;

    private const int BandFloats = 80_000;

    /// <summary>Floats of the rows that a window reaches over: half of a common first-level cache.</summary>
    private const int ReachFloats = 12_000;

    /// <summary>Elements below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 200_000;

    /// <summary>Floats for rows on the way to a row sink; some more than rows have, so that whole vectors can be read.</summary>
    public int RowScratch => Parts * RowStride;

    /// <summary>Whether the input may come band by band: windows reach over one place along the first dimension.</summary>
    public bool TakesBands => Axes.D is { Input: 1, Kernel: 1, Output: 1 };

    /// <summary>Floats for bands of the input, one band per part of the work.</summary>
    public int BandScratch => checked(Parts * BandRows * InputRow);

    private int InputRow => checked(Axes.W.Input * Channels);

    private int BandRows => RowBand.RowsOf(Axes.H, InputRow, BandFloats, (Rows / Parts) + 1);

    private int Rows => Batches * Axes.D.Output * Axes.H.Output;

    private int Parts => Threads == 1 || (long)Rows * Axes.W.Output * Channels * Axes.D.Kernel * Axes.H.Kernel * Axes.W.Kernel < WorthSharing
        ? 1 : Math.Min(Rows, Threads * 4);

    private int RowStride => checked(Axes.W.Output * Channels) + Vector512<float>.Count;

    /// <param name="x">Input.</param>
    /// <param name="y">Output, or <see cref="RowScratch"/> for a row sink.</param>
    /// <param name="weights">Weights <c>[kernel][Channels]</c>, or null.</param>
    /// <param name="start">What each channel begins with, or null.</param>
    /// <param name="divisor">What averages divide by; 0 for the number of elements inside.</param>
    /// <param name="sink">Takes each row when it is complete: context, row, its index, places, channels. Null when results stay in y.</param>
    /// <param name="context">Handed to sink and source.</param>
    /// <param name="source">Gives the input band by band into x, which is <see cref="BandScratch"/>: context, first element, target, count. Null when x is the input.</param>
    public void Run<TStep>(float* x, float* y, float* weights, float* start, int divisor, delegate*<void*, float*, int, int, int, void> sink = null,
        void* context = null, delegate*<void*, nint, float*, nint, void> source = null) where TStep : struct, IWindowStep
    {
        WindowLoop self = this;
#pragma warning disable CS8500 // the reference is used only while this method runs
        var job = new Job { Loop = &self, X = x, Y = y, Weights = weights, Start = start, Divisor = divisor, Rows = Rows, Parts = Parts, Sink = sink, Context = context, Source = source };
#pragma warning restore CS8500
        if (Vector512.IsHardwareAccelerated && Channels >= Vector512<float>.Count) WorkerPool.Run(Threads, job.Parts, &Part<Vector512<float>, FloatLanes512, TStep>, &job);
        else if (Vector256.IsHardwareAccelerated && Channels >= Vector256<float>.Count) WorkerPool.Run(Threads, job.Parts, &Part<Vector256<float>, FloatLanes256, TStep>, &job);
        else if (Channels >= Vector128<float>.Count) WorkerPool.Run(Threads, job.Parts, &Part<Vector128<float>, FloatLanes128, TStep>, &job);
        else WorkerPool.Run(Threads, job.Parts, &Part<float, FloatLanes1, TStep>, &job);
    }

    private static void Part<TVector, TLanes, TStep>(void* state, int part)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : struct, IWindowStep
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        WindowLoop loop = *job->Loop;
#pragma warning restore CS8500
        int kernel = loop.Axes.D.Kernel * loop.Axes.H.Kernel * loop.Axes.W.Kernel;
        FloatClamp clamp = loop.Clamp;
        nint* input = stackalloc nint[kernel];
        int* places = stackalloc int[kernel];
        var window = new WindowJob { Weights = job->Weights, Start = job->Start, Channels = loop.Channels, Step = (nint)loop.Axes.W.Stride * loop.Channels };
        (window.Low, window.High) = (clamp.Low, clamp.High);
        window.Taps.Input = input;
        window.Taps.Kernel = places;
        var band = new RowBand(job->X + (job->Source == null ? 0 : (nint)part * loop.BandRows * loop.InputRow), loop.BandRows, loop.InputRow, loop.Axes.H, job->Context, job->Source);
        int end = (int)((long)job->Rows * (part + 1) / job->Parts);
        for (int row = (int)((long)job->Rows * part / job->Parts), count; row < end; row += count)
        {
            float* x = band.For(row);
            float* to = job->Y + (job->Sink == null ? (nint)row * loop.Axes.W.Output * loop.Channels : (nint)part * loop.RowStride);
            count = job->Sink == null ? Math.Min(end - row, band.RowsTogether(row)) : 1;
            loop.Rectangle<TVector, TLanes, TStep>(&window, job, row, count, x, to, job->Sink == null ? loop.BlockChannels(TLanes.Count) : loop.Channels);
            if (!clamp.IsComplete) FloatActivation.Apply(loop.Activation, to, (nint)count * loop.Axes.W.Output * loop.Channels);
            if (job->Sink != null) job->Sink(job->Context, to, row, loop.Axes.W.Output, loop.Channels);
        }
    }

    /// <summary>Rows one below the other, a block of channels after the other: what the next row needs again is still in the first-level cache.</summary>
    private void Rectangle<TVector, TLanes, TStep>(WindowJob* window, Job* job, int firstRow, int rows, float* input, float* to, int block)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : struct, IWindowStep
    {
        for (int channel = 0; channel < Channels; channel += block)
        {
            (window->FirstChannel, window->EndChannel) = (channel, Channels - channel < block + TLanes.Count ? Channels : channel + block);
            for (int row = 0; row < rows; row++)
                Row<TVector, TLanes, TStep>(window, job, firstRow + row, input, to + ((nint)row * Axes.W.Output * Channels));
            if (window->EndChannel == Channels) return;
        }
    }

    /// <summary>Channels of a block.</summary>
    private int BlockChannels(int lanes)
    {
        int reach = Axes.D.Kernel * Axes.H.Kernel * Axes.W.Input, least = 2 * lanes;
        return Math.Max(least, ReachFloats / Math.Max(1, reach) / least * least);
    }

    private void Row<TVector, TLanes, TStep>(WindowJob* window, Job* job, int row, float* input, float* to)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : struct, IWindowStep
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = Axes;
        int oh = row % h.Output, od = row / h.Output % d.Output, n = row / h.Output / d.Output;
        int z = d.InputAt(od, 0), y = h.InputAt(oh, 0);
        float* from = input + (((((((nint)n * d.Input) + z) * h.Input) + y) * w.Input) - w.Before) * Channels;
        WindowRange rows = WindowRange.Of(Axes, z, y);
        (int firstWhole, int endWhole) = w.Whole;
        for (int ow = 0, count; ow < w.Output; ow += count)
        {
            bool whole = ow >= firstWhole && ow < endWhole;
            int left = whole ? endWhole - ow : 1, chunks = (left + MaxCount - 1) / MaxCount;
            count = (left + chunks - 1) / chunks;
            window->Taps.Find(Axes, whole ? rows : rows.At(w, w.InputAt(ow, 0)), Channels);
            window->Divisor = job->Divisor > 0 ? job->Divisor : window->Taps.Count;
            Chunk<TVector, TLanes, TStep>(window, from + (ow * window->Step), to + ((nint)ow * Channels), count);
        }
    }

    private static void Chunk<TVector, TLanes, TStep>(WindowJob* window, float* x, float* to, int count)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : struct, IWindowStep
    {
        switch (count)
        {
            case 1: WindowChunk<TVector, TLanes, TStep, One>.Run(window, x, to); break;
            case 2: WindowChunk<TVector, TLanes, TStep, Two>.Run(window, x, to); break;
            case 3: WindowChunk<TVector, TLanes, TStep, Three>.Run(window, x, to); break;
            case 4: WindowChunk<TVector, TLanes, TStep, Four>.Run(window, x, to); break;
            case 5: WindowChunk<TVector, TLanes, TStep, Five>.Run(window, x, to); break;
            case 6: WindowChunk<TVector, TLanes, TStep, Six>.Run(window, x, to); break;
            case 7: WindowChunk<TVector, TLanes, TStep, Seven>.Run(window, x, to); break;
            default: WindowChunk<TVector, TLanes, TStep, Eight>.Run(window, x, to); break;
        }
    }

    private struct Job
    {
#pragma warning disable CS8500
        public WindowLoop* Loop;
#pragma warning restore CS8500
        public float* X;
        public float* Y;
        public float* Weights;
        public float* Start;
        public int Divisor;
        public int Rows;
        public int Parts;
        public delegate*<void*, float*, int, int, int, void> Sink;
        public void* Context;
        public delegate*<void*, nint, float*, nint, void> Source;
    }
}
