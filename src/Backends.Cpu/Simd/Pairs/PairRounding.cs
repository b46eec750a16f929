using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>Rounds floats to their upper 16 bits (bfloat16), halves to even; what is not a number stays none.</summary>
internal static unsafe class PairRounding
{
    private const uint HalfBelow = 0x7FFF, Quiet = 0x00400000, UpperHalf = 0xFFFF0000;

    public static uint Round(float value) => ((BFloat16)value).Bits;

    /// <summary>What rounding takes away: it has 16 bits fewer, so that rounding it as well leaves an error of 2^-17 of the number.</summary>
    public static float Rest(float value) => value - BitConverter.UInt32BitsToSingle(Round(value) << 16);

    public static void Round(float* from, ushort* to, nint count)
    {
        nint i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= count - (2 * Vector512<float>.Count); i += 2 * Vector512<float>.Count)
            Vector512.Narrow(Upper(Vector512.Load(from + i)) >>> 16, Upper(Vector512.Load(from + i + Vector512<float>.Count)) >>> 16).Store(to + i);
        for (; i < count; i++) to[i] = (ushort)Round(from[i]);
    }

    /// <summary>Rounds floats, and what that takes away.</summary>
    /// <param name="from">Floats.</param>
    /// <param name="upper">Receives what is left.</param>
    /// <param name="lower">Receives what was taken away.</param>
    /// <param name="count">Floats.</param>
    public static void Split(float* from, ushort* upper, ushort* lower, nint count)
    {
        nint i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Vector512<float> value = Vector512.Load(from + i);
            Vector512<uint> bits = Upper(value);
            Store(bits, upper + i);
            Store(Upper(value - bits.AsSingle()), lower + i);
        }

        for (; i < count; i++) (upper[i], lower[i]) = ((ushort)Round(from[i]), (ushort)Round(Rest(from[i])));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<uint> bits, ushort* to)
    {
        Vector512<uint> halves = bits >>> 16;
        Vector256.Narrow(halves.GetLower(), halves.GetUpper()).Store(to);
    }

    /// <summary>The upper 16 bits of rounded floats; the lower ones are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Upper(Vector512<float> value)
    {
        Vector512<uint> bits = value.AsUInt32();
        Vector512<uint> rounded = bits + Vector512.Create(HalfBelow) + ((bits >>> 16) & Vector512<uint>.One);
        return Vector512.ConditionalSelect(Vector512.Equals(value, value).AsUInt32(), rounded, bits | Vector512.Create(Quiet)) & Vector512.Create(UpperHalf);
    }
}
