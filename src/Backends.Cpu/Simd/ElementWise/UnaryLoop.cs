using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Applies a function to consecutive floats. A rest at the end goes through the same vector code, so an element's place does not matter.</summary>
internal static unsafe class UnaryLoop
{
    public static void Run<TFunction>(float* x, float* y, nint count, float alpha, float beta) where TFunction : struct, IUnaryFunction
    {
        if (Vector512.IsHardwareAccelerated) Run<Vector512<float>, FloatLanes512, TFunction>(x, y, count, alpha, beta);
        else if (Vector256.IsHardwareAccelerated) Run<Vector256<float>, FloatLanes256, TFunction>(x, y, count, alpha, beta);
        else Run<Vector128<float>, FloatLanes128, TFunction>(x, y, count, alpha, beta);
    }

    private static void Run<TVector, TLanes, TFunction>(float* x, float* y, nint count, float alpha, float beta)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TFunction : struct, IUnaryFunction
    {
        nint i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(x + i), alpha, beta));
        if (i == count) return;
        float* rest = stackalloc float[TLanes.Count];
        for (nint r = 0; r < TLanes.Count; r++) rest[r] = i + r < count ? x[i + r] : 0;
        TLanes.Store(rest, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(rest), alpha, beta));
        for (nint r = 0; i + r < count; r++) y[i + r] = rest[r];
    }
}
