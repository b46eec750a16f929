using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Bench.Measuring;

/// <summary>The most float operations per second that one processor does: multiply-adds of the widest vectors, with all operands in registers.</summary>
internal static class PeakProbe
{
    private const int Rounds = 200_000;
    private const int Sums = 12;
    private const int Tries = 20;

    /// <summary>The best of several tries, in 10^9 operations per second; a multiply-add is two.</summary>
    public static double Measure()
    {
        double best = 0;
        float sink = 0;
        for (int i = 0; i < Tries; i++)
        {
            long start = Stopwatch.GetTimestamp();
            int lanes = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
            sink += Vector512.IsHardwareAccelerated ? Wide() : Half();
            best = Math.Max(best, 2.0 * Rounds * Sums * lanes / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return float.IsNaN(sink) ? 0 : best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide()
    {
        Vector512<float> x = Vector512.Create(1.0000001f), y = Vector512.Create(1e-9f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < Rounds; round++)
        {
            (a, b, c, d) = (Vector512.MultiplyAddEstimate(a, x, y), Vector512.MultiplyAddEstimate(b, x, y), Vector512.MultiplyAddEstimate(c, x, y), Vector512.MultiplyAddEstimate(d, x, y));
            (e, f, g, h) = (Vector512.MultiplyAddEstimate(e, x, y), Vector512.MultiplyAddEstimate(f, x, y), Vector512.MultiplyAddEstimate(g, x, y), Vector512.MultiplyAddEstimate(h, x, y));
            (i, j, k, l) = (Vector512.MultiplyAddEstimate(i, x, y), Vector512.MultiplyAddEstimate(j, x, y), Vector512.MultiplyAddEstimate(k, x, y), Vector512.MultiplyAddEstimate(l, x, y));
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Half()
    {
        Vector256<float> x = Vector256.Create(1.0000001f), y = Vector256.Create(1e-9f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < Rounds; round++)
        {
            (a, b, c, d) = (Vector256.MultiplyAddEstimate(a, x, y), Vector256.MultiplyAddEstimate(b, x, y), Vector256.MultiplyAddEstimate(c, x, y), Vector256.MultiplyAddEstimate(d, x, y));
            (e, f, g, h) = (Vector256.MultiplyAddEstimate(e, x, y), Vector256.MultiplyAddEstimate(f, x, y), Vector256.MultiplyAddEstimate(g, x, y), Vector256.MultiplyAddEstimate(h, x, y));
            (i, j, k, l) = (Vector256.MultiplyAddEstimate(i, x, y), Vector256.MultiplyAddEstimate(j, x, y), Vector256.MultiplyAddEstimate(k, x, y), Vector256.MultiplyAddEstimate(l, x, y));
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
