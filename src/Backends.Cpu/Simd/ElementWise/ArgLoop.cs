using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Finds the largest or smallest of floats, and where it is. What is not a number is never better, and nothing is better than it.</summary>
internal static unsafe class ArgLoop
{
    /// <summary>The place in one row.</summary>
    public static int Row(float* x, int count, bool largest, bool last)
    {
        int place = 0;
        for (int k = 1; k < count; k++)
        {
            float value = x[k], top = x[place];
            if ((largest ? value > top : value < top) || (last && value == top)) place = k;
        }

        return place;
    }

    /// <summary>The place along rows, for each element of a row.</summary>
    /// <param name="x">Rows one after the other.</param>
    /// <param name="count">Rows.</param>
    /// <param name="inner">Elements of each.</param>
    /// <param name="largest">Whether the largest is looked for.</param>
    /// <param name="last">Whether the last of equal ones counts.</param>
    /// <param name="best">Memory for a row.</param>
    /// <param name="places">Receives numbers of rows.</param>
    public static void Rows(float* x, int count, int inner, bool largest, bool last, float* best, int* places)
    {
        Buffer.MemoryCopy(x, best, (long)inner * sizeof(float), (long)inner * sizeof(float));
        new Span<int>(places, inner).Clear();
        for (int k = 1; k < count; k++)
        {
            x += inner;
            nint i = 0;
            for (; i <= inner - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256<float> value = Vector256.Load(x + i), top = Vector256.Load(best + i);
                Vector256<float> better = largest ? Vector256.GreaterThan(value, top) : Vector256.LessThan(value, top);
                if (last) better |= Vector256.Equals(value, top);
                Vector256.ConditionalSelect(better, value, top).Store(best + i);
                Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(k), Vector256.Load(places + i)).Store(places + i);
            }

            for (; i < inner; i++)
            {
                if ((largest ? x[i] > best[i] : x[i] < best[i]) || (last && x[i] == best[i])) (best[i], places[i]) = (x[i], k);
            }
        }
    }
}
