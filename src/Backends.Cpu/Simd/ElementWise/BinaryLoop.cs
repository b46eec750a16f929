using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Applies a function of two floats to consecutive results; an operand with stride 0 is one number.</summary>
internal static unsafe class BinaryLoop
{
    public static void Run<TFunction>(float* a, int strideA, float* b, int strideB, float* y, nint count) where TFunction : struct, IBinaryFunction
    {
        if (Vector512.IsHardwareAccelerated) Run<Vector512<float>, FloatLanes512, TFunction>(a, strideA, b, strideB, y, count);
        else if (Vector256.IsHardwareAccelerated) Run<Vector256<float>, FloatLanes256, TFunction>(a, strideA, b, strideB, y, count);
        else Run<Vector128<float>, FloatLanes128, TFunction>(a, strideA, b, strideB, y, count);
    }

    private static void Run<TVector, TLanes, TFunction>(float* a, int strideA, float* b, int strideB, float* y, nint count)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TFunction : struct, IBinaryFunction
    {
        if (count < TLanes.Count)
        {
            for (nint i = 0; i < count; i++) y[i] = default(TFunction).Apply<float, FloatLanes1>(a[strideA == 0 ? 0 : i], b[strideB == 0 ? 0 : i]);
            return;
        }

        // The last vector begins before the rest: computed now, as y may be a or b.
        nint rest = count - TLanes.Count;
        TVector p = TLanes.Splat(*a), q = TLanes.Splat(*b);
        TVector last = default(TFunction).Apply<TVector, TLanes>(strideA != 0 ? TLanes.Load(a + rest) : p, strideB != 0 ? TLanes.Load(b + rest) : q);
        if (strideA != 0 && strideB != 0)
            for (nint i = 0; i < rest; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(a + i), TLanes.Load(b + i)));
        else if (strideA != 0)
            for (nint i = 0; i < rest; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(a + i), q));
        else
            for (nint i = 0; i < rest; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(p, strideB != 0 ? TLanes.Load(b + i) : q));
        TLanes.Store(y + rest, last);
    }
}
