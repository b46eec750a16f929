using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>e^(beta (x - max)), divided by the sum of all, for a row of floats.</summary>
internal static unsafe class SoftmaxLoop
{
    /// <summary>Neighbours that are taken together where rows run across: with as many sums and maxima they stay in the first-level cache.</summary>
    public const int Columns = 512;

    /// <param name="x">The row.</param>
    /// <param name="y">Receives the result; may be the row.</param>
    /// <param name="count">Elements, at least 1.</param>
    /// <param name="beta">Factor of the elements.</param>
    public static void Run(float* x, float* y, int count, float beta)
    {
        if (Vector512.IsHardwareAccelerated && count >= Vector512<float>.Count) Row<Vector512<float>, FloatLanes512>(x, y, count, beta);
        else if (Vector256.IsHardwareAccelerated && count >= Vector256<float>.Count) Row<Vector256<float>, FloatLanes256>(x, y, count, beta);
        else if (count >= Vector128<float>.Count) Row<Vector128<float>, FloatLanes128>(x, y, count, beta);
        else Row<float, FloatLanes1>(x, y, count, beta);
    }

    /// <summary>The same for numbers that lie a row apart.</summary>
    /// <param name="x">Rows one after the other.</param>
    /// <param name="y">Receives the result; may be the rows.</param>
    /// <param name="count">Rows, at least 1.</param>
    /// <param name="inner">Numbers of each.</param>
    /// <param name="beta">Factor of the elements.</param>
    /// <param name="memory">Room for two times <see cref="Columns"/>.</param>
    public static void RunAcross(float* x, float* y, int count, nint inner, float beta, float* memory)
    {
        float* most = memory, sum = memory + Columns;
        for (nint first = 0; first < inner; first += Columns)
        {
            nint columns = Math.Min(Columns, inner - first);
            Buffer.MemoryCopy(x + first, most, columns * sizeof(float), columns * sizeof(float));
            for (nint k = 1; k < count; k++) BinaryLoop.Run<BinaryVectors.Maximum>(most, 1, x + (k * inner) + first, 1, most, columns);
            for (nint k = 0; k < count; k++)
            {
                float* to = y + (k * inner) + first;
                BinaryLoop.Run<BinaryVectors.Sub>(x + (k * inner) + first, 1, most, 1, to, columns);
                if (beta != 1) BinaryLoop.Run<BinaryVectors.Mul>(to, 1, &beta, 0, to, columns);
                UnaryLoop.Run<UnaryVectors.Exp>(to, to, columns, 0, 0);
                if (k == 0) Buffer.MemoryCopy(to, sum, columns * sizeof(float), columns * sizeof(float));
                else BinaryLoop.Run<BinaryVectors.Add>(sum, 1, to, 1, sum, columns);
            }

            for (nint k = 0; k < count; k++) BinaryLoop.Run<BinaryVectors.Div>(y + (k * inner) + first, 1, sum, 1, y + (k * inner) + first, columns);
        }
    }

    private static void Row<TVector, TLanes>(float* x, float* y, int count, float beta) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        int last = count - TLanes.Count;
        TVector most = TLanes.Load(x + last);
        for (int i = 0; i < last; i += TLanes.Count) most = TLanes.MaxOrNaN(most, TLanes.Load(x + i));
        TVector max = TLanes.Splat(TLanes.Largest(most)), factor = TLanes.Splat(beta), sum = TLanes.Splat(0);
        int done = 0;
        for (; done <= last; done += TLanes.Count)
        {
            TVector e = FloatMath.Exp<TVector, TLanes>(TLanes.Multiply(TLanes.Subtract(TLanes.Load(x + done), max), factor));
            TLanes.Store(y + done, e);
            sum = TLanes.Add(sum, e);
        }

        float total = TLanes.Sum(sum), largest = TLanes.Largest(max);
        for (; done < count; done++) total += y[done] = FloatMath.Exp<float, FloatLanes1>((x[done] - largest) * beta);
        // One division for all: the product is off by one unit in the last place at most.
        float share = 1 / total;
        TVector all = TLanes.Splat(share);
        done = 0;
        for (; done <= last; done += TLanes.Count) TLanes.Store(y + done, TLanes.Multiply(TLanes.Load(y + done), all));
        for (; done < count; done++) y[done] *= share;
    }
}
