using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Joins elements along the middle axis of [outer, count, inner].</summary>
internal static unsafe class ReduceLoop
{
    public static void Run<TFunction>(float* x, float* y, (int Outer, int Count, int Inner) block, float start) where TFunction : struct, IBinaryFunction
    {
        for (int o = 0; o < block.Outer; o++, x += (nint)block.Count * block.Inner, y += block.Inner)
        {
            if (block.Inner == 1)
            {
                *y = Vector512.IsHardwareAccelerated && block.Count >= 32 ? Row<Vector512<float>, FloatLanes512, TFunction>(x, block.Count, start)
                    : block.Count >= 8 ? Row<Vector128<float>, FloatLanes128, TFunction>(x, block.Count, start)
                    : Row<float, FloatLanes1, TFunction>(x, block.Count, start);
                continue;
            }

            int done = Vector512.IsHardwareAccelerated ? Columns<Vector512<float>, FloatLanes512, TFunction>(x, y, block.Count, block.Inner, 0, start) : 0;
            done = Columns<Vector128<float>, FloatLanes128, TFunction>(x, y, block.Count, block.Inner, done, start);
            Columns<float, FloatLanes1, TFunction>(x, y, block.Count, block.Inner, done, start);
        }
    }

    private static int Columns<TVector, TLanes, TFunction>(float* x, float* y, int count, int inner, int from, float start)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TFunction : struct, IBinaryFunction
    {
        int c = from;
        for (; c <= inner - TLanes.Count; c += TLanes.Count)
        {
            TVector result = TLanes.Splat(start);
            float* at = x + c;
            for (int k = 0; k < count; k++, at += inner) result = default(TFunction).Apply<TVector, TLanes>(result, TLanes.Load(at));
            TLanes.Store(y + c, result);
        }

        return c;
    }

    /// <summary>Two partial results hide the latency of each other.</summary>
    private static float Row<TVector, TLanes, TFunction>(float* x, int count, float start)
        where TVector : struct where TLanes : IFloatLanes<TVector> where TFunction : struct, IBinaryFunction
    {
        TVector even = TLanes.Splat(start), odd = even;
        int i = 0;
        for (; i <= count - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            even = default(TFunction).Apply<TVector, TLanes>(even, TLanes.Load(x + i));
            odd = default(TFunction).Apply<TVector, TLanes>(odd, TLanes.Load(x + i + TLanes.Count));
        }

        float* lanes = stackalloc float[TLanes.Count];
        TLanes.Store(lanes, default(TFunction).Apply<TVector, TLanes>(even, odd));
        float result = lanes[0];
        for (int lane = 1; lane < TLanes.Count; lane++) result = default(TFunction).Apply<float, FloatLanes1>(result, lanes[lane]);
        for (; i < count; i++) result = default(TFunction).Apply<float, FloatLanes1>(result, x[i]);
        return result;
    }
}
