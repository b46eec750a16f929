using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using X86Fma = System.Runtime.Intrinsics.X86.Fma;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>One float: for rows that are shorter than any vector.</summary>
internal readonly unsafe struct FloatLanes1 : IFloatLanes<float>
{
    public static int Count => 1;

    public static float Load(void* from) => *(float*)from;

    public static void Store(void* to, float vector) => *(float*)to = vector;

    public static float Broadcast(void* from) => *(float*)from;

    public static float MultiplyAdd(float sum, float a, float b) => Fma(a, b, sum);

    public static float Clamp(float sum, float low, float high) => Min(high, Max(low, sum));

    public static float Splat(float value) => value;

    public static float Exponent(float x) => (BitConverter.SingleToInt32Bits(x) >>> 23) - 127;

    public static float LoadFirst(float* from, nint count) => 0;

    public static void StoreFirst(float* to, nint count, float vector) { }

    public static float FromIntegers(int* from) => *from;

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    public static float Fma(float a, float b, float c) =>
        X86Fma.IsSupported || AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(a, b, c) : float.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) => a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) => a < b ? a : b;

    public static float MaxOrNaN(float a, float b) => MathF.Max(a, b);

    public static float MinOrNaN(float a, float b) => MathF.Min(a, b);

    public static float Sqrt(float x) => MathF.Sqrt(x);

    public static float Floor(float x) => MathF.Floor(x);

    public static float Ceiling(float x) => MathF.Ceiling(x);

    public static float Round(float x) => MathF.Round(x, MidpointRounding.ToEven);

    public static float And(float a, float b) => Of(Bits(a) & Bits(b));

    public static float Or(float a, float b) => Of(Bits(a) | Bits(b));

    public static float Xor(float a, float b) => Of(Bits(a) ^ Bits(b));

    public static float Less(float a, float b) => Of(a < b ? uint.MaxValue : 0);

    public static float Equal(float a, float b) => Of(a == b ? uint.MaxValue : 0);

    public static float Select(float mask, float a, float b) => Of((Bits(mask) & Bits(a)) | (~Bits(mask) & Bits(b)));

    /// <summary>In two halves: the power itself may be too large or too small for a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float x, float exponent)
    {
        float half = MathF.Floor(exponent * 0.5f);
        return x * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    public static bool Picks => false;

    public static float Pick(ref readonly float table, float index) => throw new NotSupportedException();

    private static float PowerOfTwo(float exponent) => Of((uint)((int)exponent + 127) << 23);

    public static float Sum(float x) => x;

    public static float Largest(float x) => x;

    private static uint Bits(float x) => BitConverter.SingleToUInt32Bits(x);

    private static float Of(uint bits) => BitConverter.UInt32BitsToSingle(bits);
}
