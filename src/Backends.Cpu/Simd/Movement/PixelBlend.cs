using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Mixes four places of an image, all channels.</summary>
internal static unsafe class PixelBlend
{
    /// <summary>to = a * wa + b * wb + c * wc + d * wd.</summary>
    public static void Run(float* a, float wa, float* b, float wb, float* c, float wc, float* d, float wd, float* to, int channels)
    {
        if (Vector512.IsHardwareAccelerated && channels >= Vector512<float>.Count) Run<Vector512<float>, FloatLanes512>(a, wa, b, wb, c, wc, d, wd, to, channels);
        else if (channels >= Vector128<float>.Count) Run<Vector128<float>, FloatLanes128>(a, wa, b, wb, c, wc, d, wd, to, channels);
        else Run<float, FloatLanes1>(a, wa, b, wb, c, wc, d, wd, to, channels);
    }

    private static void Run<TVector, TLanes>(float* a, float wa, float* b, float wb, float* c, float wc, float* d, float wd, float* to, int channels)
        where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector va = TLanes.Splat(wa), vb = TLanes.Splat(wb), vc = TLanes.Splat(wc), vd = TLanes.Splat(wd);
        for (int i = 0; i < channels; i += TLanes.Count)
        {
            if (i + TLanes.Count > channels) i = channels - TLanes.Count;
            TVector sum = TLanes.Multiply(TLanes.Load(a + i), va);
            sum = TLanes.Fma(TLanes.Load(b + i), vb, sum);
            sum = TLanes.Fma(TLanes.Load(c + i), vc, sum);
            TLanes.Store(to + i, TLanes.Fma(TLanes.Load(d + i), vd, sum));
        }
    }
}
