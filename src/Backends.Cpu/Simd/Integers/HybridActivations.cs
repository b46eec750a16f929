using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Quantizes float activations to -127 … 127 by their largest magnitude, bit by bit like the reference.</summary>
internal static unsafe class HybridActivations
{
    /// <summary>Returns the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Quantize(float* from, sbyte* to, nint count)
    {
        float range = Range(from, count);
        if (range == 0)
        {
            new Span<sbyte>(to, (int)count).Clear();
            return 1;
        }

        float inverse = 127 / range;
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<short> low = Vector128.Narrow(Round(from + i, inverse), Round(from + i + 4, inverse));
            Vector128<short> high = Vector128.Narrow(Round(from + i + 8, inverse), Round(from + i + 12, inverse));
            Vector128.Narrow(low, high).Store(to + i);
        }

        for (; i < count; i++) to[i] = (sbyte)Math.Clamp((int)MathF.Round(from[i] * inverse, MidpointRounding.AwayFromZero), -127, 127);
        return range / 127;
    }

    private static float Range(float* from, nint count)
    {
        nint i = 0;
        float range = 0;
        if (Vector512.IsHardwareAccelerated && count >= 16)
        {
            Vector512<float> most = Vector512<float>.Zero;
            for (; i <= count - 16; i += 16) most = Vector512.Max(most, Vector512.Abs(Vector512.Load(from + i)));
            for (int lane = 0; lane < 16; lane++) range = MathF.Max(range, most.GetElement(lane));
        }

        for (; i < count; i++) range = MathF.Max(range, MathF.Abs(from[i]));
        return range;
    }

    /// <summary>Halves go away from zero: the fraction is exact, so comparing it decides exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(float* from, float inverse)
    {
        Vector128<float> x = Vector128.Load(from) * inverse, whole = Vector128.Truncate(x);
        Vector128<float> step = Vector128.GreaterThanOrEqual(Vector128.Abs(x - whole), Vector128.Create(0.5f)) & (Vector128.Create(1f) | (x & Vector128.Create(-0f)));
        Vector128<int> rounded = Vector128.ConvertToInt32(whole + step);
        return Vector128.Min(Vector128.Max(rounded, Vector128.Create(-127)), Vector128.Create(127));
    }
}
