using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>16-bit floats to 32 bits and back, a vector at a time: .NET converts them one by one.</summary>
/// <remarks>As IEEE 754 says: widening is exact, narrowing takes the nearest and the even one of two, what is too large becomes infinite.</remarks>
internal static unsafe class HalfVectors
{
    private const int Shift = 23 - 10, SignToHalf = 16;
    private const uint HalfSign = 0x8000, HalfInfinity = 0x7C00, HalfNaN = 0x7E00, Sign = 0x80000000, Infinity = 255u << 23;

    /// <summary>2^112 moves the exponent of 16-bit floats, also of those without a leading one, to that of 32-bit floats.</summary>
    private const uint Rebias = (127u + 112) << 23;

    /// <summary>The smallest float that is infinite as a half, and the smallest that is a half with a leading one.</summary>
    private const uint TooLarge = (127u + 16) << 23, Normal = (127u - 14) << 23;

    /// <summary>Added to smaller ones, it leaves their bits at the end, rounded.</summary>
    private const uint Subnormal = (127u - 15 + Shift + 1) << 23;

    /// <summary>Added in arithmetic that wraps around, it takes 112 from the exponent and rounds what is cut off down or, with 1 more, to the nearest.</summary>
    private const uint RebiasAndRound = unchecked(((15u - 127u) << 23) + (1u << (Shift - 1)) - 1);

    /// <summary>Widens all of <paramref name="from"/>.</summary>
    public static void Widen(ReadOnlySpan<Half> from, Span<float> to)
    {
        fixed (Half* halves = from)
        fixed (float* floats = to)
        {
            int i = 0;
            for (; i <= from.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
            {
                (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Load((ushort*)halves + i));
                Widen(lower).Store(floats + i);
                Widen(upper).Store(floats + i + Vector256<uint>.Count);
            }

            for (; i < from.Length; i++) to[i] = (float)from[i];
        }
    }

    /// <summary>Rounds all of <paramref name="from"/>.</summary>
    public static void Narrow(ReadOnlySpan<float> from, Span<Half> to)
    {
        fixed (float* floats = from)
        fixed (Half* halves = to)
        {
            int i = 0;
            for (; i <= from.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
                Vector256.Narrow(Narrow(Vector256.Load(floats + i)), Narrow(Vector256.Load(floats + i + Vector256<uint>.Count))).Store((ushort*)halves + i);
            for (; i < from.Length; i++) to[i] = (Half)from[i];
        }
    }

    private static Vector256<float> Widen(Vector256<uint> half)
    {
        Vector256<uint> magnitude = half & Vector256.Create(HalfSign - 1);
        Vector256<uint> wide = ((magnitude << Shift).AsSingle() * Vector256.Create(Rebias).AsSingle()).AsUInt32();
        Vector256<uint> special = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(HalfInfinity)) & Vector256.Create(Infinity);
        return (wide | special | ((half & Vector256.Create(HalfSign)) << SignToHalf)).AsSingle();
    }

    private static Vector256<uint> Narrow(Vector256<float> value)
    {
        Vector256<uint> bits = value.AsUInt32(), magnitude = bits & Vector256.Create(Sign - 1);
        Vector256<uint> odd = (magnitude >> Shift) & Vector256<uint>.One;
        Vector256<uint> normal = (magnitude + odd + Vector256.Create(RebiasAndRound)) >> Shift;
        Vector256<uint> small = (magnitude.AsSingle() + Vector256.Create(Subnormal).AsSingle()).AsUInt32() - Vector256.Create(Subnormal);
        Vector256<uint> large = Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, Vector256.Create(Infinity)), Vector256.Create(HalfNaN), Vector256.Create(HalfInfinity));
        Vector256<uint> half = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(Normal)), small, normal);
        half = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(TooLarge)), half, large);
        return half | ((bits & Vector256.Create(Sign)) >> SignToHalf);
    }
}
