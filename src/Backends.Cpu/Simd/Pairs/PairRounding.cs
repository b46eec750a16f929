using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>Rounds floats to their upper 16 bits (bfloat16), halves to even; what is not a number stays none.</summary>
internal static unsafe class PairRounding
{
    private const uint HalfBelow = 0x7FFF, Quiet = 0x00400000;

    public static uint Round(float value) => ((BFloat16)value).Bits;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(float* from, ushort* to, nint count)
    {
        nint i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= count - (2 * Vector512<float>.Count); i += 2 * Vector512<float>.Count)
            Vector512.Narrow(Round(Vector512.Load(from + i)), Round(Vector512.Load(from + i + Vector512<float>.Count))).Store(to + i);
        for (; i < count; i++) to[i] = (ushort)Round(from[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Round(Vector512<float> value)
    {
        Vector512<uint> bits = value.AsUInt32();
        Vector512<uint> rounded = bits + Vector512.Create(HalfBelow) + ((bits >>> 16) & Vector512<uint>.One);
        return Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt32(), rounded, bits | Vector512.Create(Quiet)) >>> 16;
    }
}
