using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Quantizes float activations to signed bytes, bit by bit like <see cref="DynamicRange"/>.</summary>
internal static unsafe class HybridActivations
{
    /// <summary>Quantizes equal parts, each by its own range.</summary>
    /// <param name="from">Activations.</param>
    /// <param name="to">Receives signed bytes, the zero point not taken off.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="size">Elements of a part.</param>
    /// <param name="rule">Symmetric or asymmetric.</param>
    /// <param name="scales">Receives the scale of each part.</param>
    /// <param name="zeroPoints">Receives the zero point of each part.</param>
    public static void Quantize(float* from, sbyte* to, int parts, nint size, HybridQuantization rule, float* scales, int* zeroPoints)
    {
        for (int p = 0; p < parts; p++, from += size, to += size)
        {
            (float min, float max) = Range(from, size);
            zeroPoints[p] = 0;
            scales[p] = 1;
            if (min == 0 && max == 0)
            {
                new Span<sbyte>(to, (int)size).Clear();
            }
            else if (rule == HybridQuantization.Symmetric)
            {
                float range = MathF.Max(-min, max);
                Quantize(from, to, size, 127 / range, 0, -127);
                scales[p] = range / 127;
            }
            else
            {
                double scale = ((double)max - min) / 255;
                zeroPoints[p] = DynamicRange.ZeroPoint(min, max, scale);
                Quantize(from, to, size, 1.0f / (float)scale, zeroPoints[p], -128);
                scales[p] = (float)scale;
            }
        }
    }

    private static void Quantize(float* from, sbyte* to, nint count, float inverse, float zeroPoint, int lowest)
    {
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<short> low = Vector128.Narrow(Round(from + i, inverse, zeroPoint, lowest), Round(from + i + 4, inverse, zeroPoint, lowest));
            Vector128<short> high = Vector128.Narrow(Round(from + i + 8, inverse, zeroPoint, lowest), Round(from + i + 12, inverse, zeroPoint, lowest));
            Vector128.Narrow(low, high).Store(to + i);
        }

        for (; i < count; i++) to[i] = (sbyte)Math.Clamp((int)MathF.Round(zeroPoint + (from[i] * inverse), MidpointRounding.AwayFromZero), lowest, 127);
    }

    /// <summary>Smallest and largest value, 0 among them.</summary>
    private static (float Min, float Max) Range(float* from, nint count)
    {
        nint i = 0;
        Vector128<float> least = Vector128<float>.Zero, most = Vector128<float>.Zero;
        for (; i <= count - 8; i += 8)
        {
            Vector128<float> a = Vector128.Load(from + i), b = Vector128.Load(from + i + 4);
            least = Vector128.Min(least, Vector128.Min(a, b));
            most = Vector128.Max(most, Vector128.Max(a, b));
        }

        float min = 0, max = 0;
        for (int lane = 0; lane < 4; lane++) (min, max) = (MathF.Min(min, least.GetElement(lane)), MathF.Max(max, most.GetElement(lane)));
        for (; i < count; i++) (min, max) = (MathF.Min(min, from[i]), MathF.Max(max, from[i]));
        return (min, max);
    }

    /// <summary>Halves go away from zero: the fraction is exact, so comparing it decides exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(float* from, float inverse, float zeroPoint, int lowest)
    {
        Vector128<float> x = Vector128.Create(zeroPoint) + (Vector128.Load(from) * inverse), whole = Vector128.Truncate(x);
        Vector128<float> step = Vector128.GreaterThanOrEqual(Vector128.Abs(x - whole), Vector128.Create(0.5f)) & (Vector128.Create(1f) | (x & Vector128.Create(-0f)));
        Vector128<int> rounded = Vector128.ConvertToInt32(whole + step);
        return Vector128.Min(Vector128.Max(rounded, Vector128.Create(lowest)), Vector128.Create(127));
    }
}
