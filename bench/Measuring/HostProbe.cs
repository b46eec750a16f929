using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NnBridge.Bench.Measuring;

/// <summary>
/// Multiplies and adds in registers, and sums what lies in the second-level cache. Neighbours on a host take clock, power and memory from
/// these, seconds to minutes at a time.
/// </summary>
internal sealed class HostProbe : IHostProbe
{
    private const int Rounds = 40_000;
    private const int Passes = 8;

    private readonly float[] _data = new float[128 * 1024];
    private float _sink;

    /// <summary>Lets the probe's own code reach its final speed.</summary>
    public HostProbe()
    {
        for (int i = 0; i < 50; i++) Measure();
    }

    /// <inheritdoc/>
    public double Measure()
    {
        long start = Stopwatch.GetTimestamp();
        _sink += MultiplyAdd() + Sum(_data);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd()
    {
        var x = new Vector<float>(1.0000001f);
        var y = new Vector<float>(1e-9f);
        Vector<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        for (int i = 0; i < Rounds; i++)
        {
            a = Vector.MultiplyAddEstimate(a, x, y);
            b = Vector.MultiplyAddEstimate(b, x, y);
            c = Vector.MultiplyAddEstimate(c, x, y);
            d = Vector.MultiplyAddEstimate(d, x, y);
            e = Vector.MultiplyAddEstimate(e, x, y);
            f = Vector.MultiplyAddEstimate(f, x, y);
            g = Vector.MultiplyAddEstimate(g, x, y);
            h = Vector.MultiplyAddEstimate(h, x, y);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(float[] data)
    {
        Vector<float> a = default, b = default;
        int step = Vector<float>.Count;
        for (int pass = 0; pass < Passes; pass++)
            for (int i = 0; i + (2 * step) <= data.Length; i += 2 * step)
            {
                a += new Vector<float>(data, i);
                b += new Vector<float>(data, i + step);
            }

        return Vector.Sum(a + b);
    }
}
