using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Conversions between types of elements, with the results of the reference: from floats they truncate and saturate, and NaN becomes 0.</summary>
internal static unsafe class CastLoop
{
    private const int Bytes = 4 * 8;

    /// <summary>A loop <c>(byte* from, byte* to, nint count)</c>; 0 where there is none.</summary>
    public static nint Find(ElementType from, ElementType to) => (from, to) switch
    {
        (ElementType.Float32, ElementType.UInt8) => (nint)(delegate*<byte*, byte*, nint, void>)&FloatsToUnsigned,
        (ElementType.Float32, ElementType.Int8) => (nint)(delegate*<byte*, byte*, nint, void>)&FloatsToSigned,
        (ElementType.Float32, ElementType.Int32) => (nint)(delegate*<byte*, byte*, nint, void>)&FloatsToIntegers,
        (ElementType.Int32, ElementType.Float32) => (nint)(delegate*<byte*, byte*, nint, void>)&IntegersToFloats,
        (ElementType.UInt8 or ElementType.Bool, ElementType.Float32) => (nint)(delegate*<byte*, byte*, nint, void>)&UnsignedToFloats,
        (ElementType.Int8, ElementType.Float32) => (nint)(delegate*<byte*, byte*, nint, void>)&SignedToFloats,
        (ElementType.Float16, ElementType.Float32) => (nint)(delegate*<byte*, byte*, nint, void>)&Widen,
        (ElementType.Float32, ElementType.Float16) => (nint)(delegate*<byte*, byte*, nint, void>)&Narrow,
        _ => 0,
    };

    private static void FloatsToUnsigned(byte* from, byte* to, nint count)
    {
        var x = (float*)from;
        nint i = 0;
        for (; i <= count - Bytes; i += Bytes)
            Vector256.Narrow(
                Vector256.Narrow(Whole(x + i, byte.MinValue, byte.MaxValue).AsUInt32(), Whole(x + i + 8, byte.MinValue, byte.MaxValue).AsUInt32()),
                Vector256.Narrow(Whole(x + i + 16, byte.MinValue, byte.MaxValue).AsUInt32(), Whole(x + i + 24, byte.MinValue, byte.MaxValue).AsUInt32())).Store(to + i);
        for (; i < count; i++) to[i] = byte.CreateTruncating(x[i]);
    }

    private static void FloatsToSigned(byte* from, byte* to, nint count)
    {
        var x = (float*)from;
        nint i = 0;
        for (; i <= count - Bytes; i += Bytes)
            Vector256.Narrow(
                Vector256.Narrow(Whole(x + i, sbyte.MinValue, sbyte.MaxValue), Whole(x + i + 8, sbyte.MinValue, sbyte.MaxValue)),
                Vector256.Narrow(Whole(x + i + 16, sbyte.MinValue, sbyte.MaxValue), Whole(x + i + 24, sbyte.MinValue, sbyte.MaxValue))).Store((sbyte*)to + i);
        for (; i < count; i++) to[i] = unchecked((byte)sbyte.CreateTruncating(x[i]));
    }

    private static void FloatsToIntegers(byte* from, byte* to, nint count)
    {
        var x = (float*)from;
        var y = (int*)to;
        nint i = 0;
        for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count) Vector256.ConvertToInt32(Vector256.Load(x + i)).Store(y + i);
        for (; i < count; i++) y[i] = int.CreateTruncating(x[i]);
    }

    private static void IntegersToFloats(byte* from, byte* to, nint count)
    {
        var x = (int*)from;
        var y = (float*)to;
        nint i = 0;
        for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count) Vector256.ConvertToSingle(Vector256.Load(x + i)).Store(y + i);
        for (; i < count; i++) y[i] = x[i];
    }

    private static void UnsignedToFloats(byte* from, byte* to, nint count) => Conversions.ToFloats(from, false, 0, (float*)to, count);

    private static void SignedToFloats(byte* from, byte* to, nint count) => Conversions.ToFloats(from, true, 0, (float*)to, count);

    private static void Widen(byte* from, byte* to, nint count) => HalfVectors.Widen(new ReadOnlySpan<Half>(from, (int)count), new Span<float>(to, (int)count));

    private static void Narrow(byte* from, byte* to, nint count) => HalfVectors.Narrow(new ReadOnlySpan<float>(from, (int)count), new Span<Half>(to, (int)count));

    /// <summary>Eight floats, limited and truncated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Whole(float* from, float low, float high)
    {
        Vector256<float> x = Vector256.Load(from);
        Vector256<float> limited = FloatLanes256.Min(Vector256.Create(high), FloatLanes256.Max(Vector256.Create(low), x & Vector256.Equals(x, x)));
        return Instructions.ToIntegers(limited);
    }
}
