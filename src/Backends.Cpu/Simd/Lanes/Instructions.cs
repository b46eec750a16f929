using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>
/// What the framework leaves to the processor, by the name of its instruction: code that is compiled ahead has no instruction for
/// <c>MaxNative</c>, <c>MinNative</c> and <c>ConvertToInt32Native</c>, which makes it forty times slower.
/// </summary>
internal static class Instructions
{
    /// <summary>The larger one; b where one of both is not a number (x64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : AdvSimd.IsSupported ? AdvSimd.Max(a, b) : Vector128.MaxNative(a, b);

    /// <inheritdoc cref="Max(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Avx.IsSupported ? Avx.Max(a, b) : Vector256.MaxNative(a, b);

    /// <inheritdoc cref="Max(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported ? Avx512F.Max(a, b) : Vector512.MaxNative(a, b);

    /// <summary>The smaller one; b where one of both is not a number (x64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Min(a, b) : AdvSimd.IsSupported ? AdvSimd.Min(a, b) : Vector128.MinNative(a, b);

    /// <inheritdoc cref="Min(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) => Avx.IsSupported ? Avx.Min(a, b) : Vector256.MinNative(a, b);

    /// <inheritdoc cref="Min(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Min(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported ? Avx512F.Min(a, b) : Vector512.MinNative(a, b);

    /// <summary>Whole numbers towards zero, of numbers that fit 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToIntegers(Vector128<float> x) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Int32WithTruncation(x) : AdvSimd.IsSupported ? AdvSimd.ConvertToInt32RoundToZero(x) : Vector128.ConvertToInt32Native(x);

    /// <inheritdoc cref="ToIntegers(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ToIntegers(Vector256<float> x) => Avx.IsSupported ? Avx.ConvertToVector256Int32WithTruncation(x) : Vector256.ConvertToInt32Native(x);

    /// <inheritdoc cref="ToIntegers(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToIntegers(Vector512<float> x) => Avx512F.IsSupported ? Avx512F.ConvertToVector512Int32WithTruncation(x) : Vector512.ConvertToInt32Native(x);
}
