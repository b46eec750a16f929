using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Scales and moves rows of floats.</summary>
internal static unsafe class NormalizationLoop
{
    /// <summary>y = (x - mean) / sqrt(variance + epsilon) * scale + bias, with mean and variance of the row.</summary>
    public static void Normalize(float* x, float* y, int count, float epsilon, float* scale, float* bias)
    {
        float sum, squares;
        ReduceLoop.Run<BinaryVectors.Add>(x, &sum, (1, count, 1), 0);
        float mean = sum / count;
        BinaryLoop.Run<BinaryVectors.Sub>(x, 1, &mean, 0, y, count);
        squares = Vector512.IsHardwareAccelerated ? Squares<Vector512<float>, FloatLanes512>(y, count) : Squares<Vector128<float>, FloatLanes128>(y, count);
        float inverse = 1 / MathF.Sqrt((squares / count) + epsilon);
        BinaryLoop.Run<BinaryVectors.Mul>(y, 1, &inverse, 0, y, count);
        if (scale != null) BinaryLoop.Run<BinaryVectors.Mul>(y, 1, scale, 1, y, count);
        if (bias != null) BinaryLoop.Run<BinaryVectors.Add>(y, 1, bias, 1, y, count);
    }

    /// <summary>y = x * factor + offset, limited, row by row.</summary>
    public static void Scale(float* x, float* y, nint rows, int columns, float* factor, float* offset, FloatClamp clamp)
    {
        (float low, float high) = clamp.IsNeeded ? (clamp.Low, clamp.High) : (float.NegativeInfinity, float.PositiveInfinity);
        for (nint r = 0; r < rows; r++, x += columns, y += columns)
        {
            int done = Vector512.IsHardwareAccelerated ? Row<Vector512<float>, FloatLanes512>(x, y, 0, columns, factor, offset, low, high) : 0;
            done = Row<Vector128<float>, FloatLanes128>(x, y, done, columns, factor, offset, low, high);
            Row<float, FloatLanes1>(x, y, done, columns, factor, offset, low, high);
        }
    }

    /// <summary>sums = sums + (x - mean)².</summary>
    public static void AddSquares(float* x, float* mean, float* sums, int count)
    {
        int done = Vector512.IsHardwareAccelerated ? AddSquares<Vector512<float>, FloatLanes512>(x, mean, sums, 0, count) : 0;
        done = AddSquares<Vector128<float>, FloatLanes128>(x, mean, sums, done, count);
        AddSquares<float, FloatLanes1>(x, mean, sums, done, count);
    }

    /// <summary>y = (x - mean) * factor + offset.</summary>
    public static void Center(float* x, float* y, int count, float* mean, float* factor, float* offset)
    {
        int done = Vector512.IsHardwareAccelerated ? Center<Vector512<float>, FloatLanes512>(x, y, 0, count, mean, factor, offset) : 0;
        done = Center<Vector128<float>, FloatLanes128>(x, y, done, count, mean, factor, offset);
        Center<float, FloatLanes1>(x, y, done, count, mean, factor, offset);
    }

    private static int AddSquares<TVector, TLanes>(float* x, float* mean, float* sums, int from, int count) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector distance = TLanes.Subtract(TLanes.Load(x + i), TLanes.Load(mean + i));
            TLanes.Store(sums + i, TLanes.Fma(distance, distance, TLanes.Load(sums + i)));
        }

        return i;
    }

    private static int Center<TVector, TLanes>(float* x, float* y, int from, int count, float* mean, float* factor, float* offset) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        int i = from;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            TLanes.Store(y + i, TLanes.Fma(TLanes.Subtract(TLanes.Load(x + i), TLanes.Load(mean + i)), TLanes.Load(factor + i), TLanes.Load(offset + i)));
        return i;
    }

    private static int Row<TVector, TLanes>(float* x, float* y, int from, int count, float* factor, float* offset, float low, float high) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        int c = from;
        TVector least = TLanes.Splat(low), most = TLanes.Splat(high);
        for (; c <= count - TLanes.Count; c += TLanes.Count)
            TLanes.Store(y + c, TLanes.Clamp(TLanes.Fma(TLanes.Load(x + c), TLanes.Load(factor + c), TLanes.Load(offset + c)), least, most));
        return c;
    }

    private static float Squares<TVector, TLanes>(float* x, int count) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector even = TLanes.Splat(0), odd = even;
        int i = 0;
        for (; i <= count - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            TVector a = TLanes.Load(x + i), b = TLanes.Load(x + i + TLanes.Count);
            even = TLanes.Fma(a, a, even);
            odd = TLanes.Fma(b, b, odd);
        }

        float sum = TLanes.Sum(TLanes.Add(even, odd));
        for (; i < count; i++) sum += x[i] * x[i];
        return sum;
    }
}
