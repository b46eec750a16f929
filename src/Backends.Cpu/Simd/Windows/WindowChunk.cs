using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Neighbouring windows, up to eight: the inner loop of depthwise convolution and pooling.</summary>
/// <remarks>
/// The windows share each load of a weight. Where channels are no multiple of the vector, the last vector overlaps the one before it: nothing
/// outside of a place is read or written, at the price of a few channels computed twice.
/// </remarks>
internal static unsafe class WindowChunk<TVector, TLanes, TStep, TCount>
    where TVector : struct where TLanes : IFloatLanes<TVector> where TStep : struct, IWindowStep where TCount : ISize
{
    public static void Run(WindowJob* job, float* x, float* y)
    {
        int channels = job->Channels, taps = job->Taps.Count;
        nint step = job->Step, to = job->Channels;
        nint* offsets = job->Taps.Input;
        int* kernel = job->Taps.Kernel;
        for (int c = job->FirstChannel, end = job->EndChannel; ; c += TLanes.Count)
        {
            if (c + TLanes.Count > end)
            {
                if (c >= end) return;
                c = end - TLanes.Count;
            }

            TVector s0 = job->Start is null ? TLanes.Splat(TStep.Start) : TLanes.Load(job->Start + c);
            TVector s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
            for (int t = 0; t < taps; t++)
            {
                float* at = x + offsets[t] + c;
                TVector w = TStep.HasWeights ? TLanes.Load(job->Weights + ((nint)kernel[t] * channels) + c) : default;
                s0 = default(TStep).Next<TVector, TLanes>(s0, TLanes.Load(at), w);
                if (TCount.Value > 1) s1 = default(TStep).Next<TVector, TLanes>(s1, TLanes.Load(at + step), w);
                if (TCount.Value > 2) s2 = default(TStep).Next<TVector, TLanes>(s2, TLanes.Load(at + (2 * step)), w);
                at += 3 * step;
                if (TCount.Value > 3) s3 = default(TStep).Next<TVector, TLanes>(s3, TLanes.Load(at), w);
                if (TCount.Value > 4) s4 = default(TStep).Next<TVector, TLanes>(s4, TLanes.Load(at + step), w);
                if (TCount.Value > 5) s5 = default(TStep).Next<TVector, TLanes>(s5, TLanes.Load(at + (2 * step)), w);
                at += 3 * step;
                if (TCount.Value > 6) s6 = default(TStep).Next<TVector, TLanes>(s6, TLanes.Load(at), w);
                if (TCount.Value > 7) s7 = default(TStep).Next<TVector, TLanes>(s7, TLanes.Load(at + step), w);
            }

            TVector divisor = TLanes.Splat(job->Divisor), low = TLanes.Splat(job->Low), high = TLanes.Splat(job->High);
            float* result = y + c;
            Store(result, s0, divisor, low, high);
            if (TCount.Value > 1) Store(result + to, s1, divisor, low, high);
            if (TCount.Value > 2) Store(result + (2 * to), s2, divisor, low, high);
            if (TCount.Value > 3) Store(result + (3 * to), s3, divisor, low, high);
            if (TCount.Value > 4) Store(result + (4 * to), s4, divisor, low, high);
            if (TCount.Value > 5) Store(result + (5 * to), s5, divisor, low, high);
            if (TCount.Value > 6) Store(result + (6 * to), s6, divisor, low, high);
            if (TCount.Value > 7) Store(result + (7 * to), s7, divisor, low, high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* to, TVector sum, TVector divisor, TVector low, TVector high) =>
        TLanes.Store(to, TLanes.Clamp(default(TStep).Finish<TVector, TLanes>(sum, divisor), low, high));
}
