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
    private const int Wide = 8;
    private const int Half = 4;

    /// <summary>Elements below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 200_000;

    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    /// <param name="weights">Weights <c>[kernel][Channels]</c>, or null.</param>
    /// <param name="start">What each channel begins with, or null.</param>
    /// <param name="divisor">What averages divide by; 0 for the number of elements inside.</param>
    public void Run<TStep>(float* x, float* y, float* weights, float* start, int divisor) where TStep : IWindowStep
    {
        if (Vector512.IsHardwareAccelerated && Channels >= Vector512<float>.Count) Run<Vector512<float>, FloatLanes512, TStep>(x, y, weights, start, divisor);
        else if (Vector256.IsHardwareAccelerated && Channels >= Vector256<float>.Count) Run<Vector256<float>, FloatLanes256, TStep>(x, y, weights, start, divisor);
        else if (Channels >= Vector128<float>.Count) Run<Vector128<float>, FloatLanes128, TStep>(x, y, weights, start, divisor);
        else Run<float, FloatLanes1, TStep>(x, y, weights, start, divisor);
    }

    private void Run<TVector, TLanes, TStep>(float* x, float* y, float* weights, float* start, int divisor)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : IWindowStep
    {
        int rows = Batches * Axes.D.Output * Axes.H.Output;
        long work = (long)rows * Axes.W.Output * Channels * Axes.D.Kernel * Axes.H.Kernel * Axes.W.Kernel;
        int parts = Threads == 1 || work < WorthSharing ? 1 : Math.Min(rows, Threads * 4);
        WindowLoop self = this;
#pragma warning disable CS8500 // the reference is used only while this method runs
        var job = new Job { Loop = &self, X = x, Y = y, Weights = weights, Start = start, Divisor = divisor, Rows = rows, Parts = parts };
#pragma warning restore CS8500
        WorkerPool.Run(Threads, parts, &Part<TVector, TLanes, TStep>, &job);
    }

    private static void Part<TVector, TLanes, TStep>(void* state, int part)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : IWindowStep
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        WindowLoop loop = *job->Loop;
#pragma warning restore CS8500
        int kernel = loop.Axes.D.Kernel * loop.Axes.H.Kernel * loop.Axes.W.Kernel;
        FloatClamp clamp = FloatClamp.Of(loop.Activation);
        nint* input = stackalloc nint[kernel];
        int* places = stackalloc int[kernel];
        var window = new WindowJob { Weights = job->Weights, Start = job->Start, Channels = loop.Channels, Step = (nint)loop.Axes.W.Stride * loop.Channels };
        (window.Low, window.High) = (clamp.Low, clamp.High);
        window.Taps.Input = input;
        window.Taps.Kernel = places;
        for (int row = (int)((long)job->Rows * part / job->Parts); row < (int)((long)job->Rows * (part + 1) / job->Parts); row++)
        {
            loop.Row<TVector, TLanes, TStep>(&window, job, row);
            if (!clamp.IsComplete)
                FloatActivation.Apply(loop.Activation, job->Y + ((nint)row * loop.Axes.W.Output * loop.Channels), (nint)loop.Axes.W.Output * loop.Channels);
        }
    }

    private void Row<TVector, TLanes, TStep>(WindowJob* window, Job* job, int row)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : IWindowStep
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = Axes;
        int oh = row % h.Output, od = row / h.Output % d.Output, n = row / h.Output / d.Output;
        int z = d.InputAt(od, 0), y = h.InputAt(oh, 0);
        float* from = job->X + (((((((nint)n * d.Input) + z) * h.Input) + y) * w.Input) - w.Before) * Channels;
        float* to = job->Y + ((nint)row * w.Output * Channels);
        (int First, int End) found = (-1, -1);
        int ow = 0, done = 0;
        while (ow < w.Output)
        {
            (int First, int End) columns = WindowTaps.Columns(w, w.InputAt(ow, 0));
            if (columns != found) window->Taps.Find(Axes, z, y, found = columns, Channels);
            window->Divisor = job->Divisor > 0 ? job->Divisor : window->Taps.Count;
            bool whole = columns == (0, w.Kernel);
            int same = whole ? LastWhole(w) - ow : 1;
            // A short rest is done again together with windows before it, which is cheaper than one by one.
            int back = same < Half && whole && done >= Half - same ? Half - same : 0;
            ow -= back;
            float* x = from + (ow * window->Step), result = to + ((nint)ow * Channels);
            int count = same >= Wide ? Wide : same + back >= Half ? Half : 1;
            done = whole ? done + count - back : 0;
            if (count == Wide) WindowChunk<TVector, TLanes, TStep, Eight>.Run(window, x, result);
            else if (count == Half) WindowChunk<TVector, TLanes, TStep, Four>.Run(window, x, result);
            else WindowChunk<TVector, TLanes, TStep, One>.Run(window, x, result);
            ow += count;
        }
    }

    /// <summary>One after the last window of a row that is inside the input.</summary>
    private static int LastWhole(WindowAxis w) =>
        Math.Min(w.Output, ((w.Input - 1 - ((w.Kernel - 1) * w.Dilation) + w.Before) / w.Stride) + 1);

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
    }
}
