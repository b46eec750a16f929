using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Applies a function to consecutive floats, in place or elsewhere. All go through the same vector code, so an element's place does not matter.</summary>
/// <remarks>Activations are applied to rows of a tile, often a vector and a half: no rest is computed one by one.</remarks>
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
        if (count < TLanes.Count)
        {
            TLanes.StoreFirst(y, count, default(TFunction).Apply<TVector, TLanes>(TLanes.LoadFirst(x, count), alpha, beta));
            return;
        }

        // The last vector begins before the rest: read now, as y may be x.
        nint rest = count - TLanes.Count;
        TVector last = TLanes.Load(x + rest);
        for (nint i = 0; i < rest; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(x + i), alpha, beta));
        TLanes.Store(y + rest, default(TFunction).Apply<TVector, TLanes>(last, alpha, beta));
    }
}
