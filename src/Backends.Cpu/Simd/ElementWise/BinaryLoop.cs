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
        nint i = 0, end = count - TLanes.Count;
        TVector p = TLanes.Splat(count > 0 ? *a : 0), q = TLanes.Splat(count > 0 ? *b : 0);
        if (strideA != 0 && strideB != 0)
            for (; i <= end; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(a + i), TLanes.Load(b + i)));
        else if (strideA != 0)
            for (; i <= end; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(TLanes.Load(a + i), q));
        else
            for (; i <= end; i += TLanes.Count) TLanes.Store(y + i, default(TFunction).Apply<TVector, TLanes>(p, strideB != 0 ? TLanes.Load(b + i) : q));
        for (; i < count; i++) y[i] = default(TFunction).Apply<float, FloatLanes1>(a[strideA == 0 ? 0 : i], b[strideB == 0 ? 0 : i]);
    }
}
