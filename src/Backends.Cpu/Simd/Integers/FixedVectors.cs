using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Quantization;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary><see cref="FixedPointMultiplier"/> for sixteen integers; products have 64 bits, even and odd lanes apart.</summary>
internal static class FixedVectors
{
    /// <summary><see cref="FixedPointMultiplier.Apply(int)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Twice(Vector512<int> x, FixedPointMultiplier factor) => Twice(
        x, Vector512.Create(factor.Multiplier), Vector512.Create(Math.Max(factor.Shift, 0)), Vector512.Create(Math.Max(-factor.Shift, 0)));

    /// <summary><see cref="FixedPointMultiplier.ApplyOnce"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Once(Vector512<int> x, FixedPointMultiplier factor) => Once(x, Vector512.Create(factor.Multiplier), Vector512.Create(31 - factor.Shift));

    /// <summary>Rounded by the doubling high multiplication, halves upwards, and by the shift, halves away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Twice(Vector512<int> x, Vector512<int> factor, Vector512<int> left, Vector512<int> right)
    {
        x = Avx512F.ShiftLeftLogicalVariable(x, left.AsUInt32());
        Vector512<long> half = Vector512.Create(1L << 30);
        Vector512<int> product = Join((Avx512F.Multiply(x, factor) + half) >> 31, (Avx512F.Multiply(Odd(x), Odd(factor)) + half) >> 31);
        Vector512<int> mask = Avx512F.ShiftLeftLogicalVariable(Vector512<int>.One, right.AsUInt32()) - Vector512<int>.One;
        Vector512<int> threshold = (mask >> 1) - (product >> 31);
        return Avx512F.ShiftRightArithmeticVariable(product, right.AsUInt32()) - Vector512.GreaterThan(product & mask, threshold);
    }

    /// <summary>Rounded once, halves upwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Once(Vector512<int> x, Vector512<int> factor, Vector512<int> shift) => Join(
        Scale(x, factor, shift.AsUInt64() & Vector512.Create(0xFFFFFFFFul)), Scale(Odd(x), Odd(factor), shift.AsUInt64() >>> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Scale(Vector512<int> x, Vector512<int> factor, Vector512<ulong> shift)
    {
        Vector512<long> half = Avx512F.ShiftLeftLogicalVariable(Vector512<long>.One, shift - Vector512<ulong>.One);
        return Avx512F.ShiftRightArithmeticVariable(Avx512F.Multiply(x, factor) + half, shift);
    }

    /// <summary>Odd lanes where even ones were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Odd(Vector512<int> x) => (x.AsInt64() >> 32).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Join(Vector512<long> even, Vector512<long> odd) =>
        Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFFL), even, odd << 32).AsInt32();
}
