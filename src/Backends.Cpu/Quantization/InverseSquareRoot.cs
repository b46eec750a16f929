using System.Numerics;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>One over the square root of an integer, as TensorFlow Lite's reference kernels compute it.</summary>
internal static class InverseSquareRoot
{
    private const int Iterations = 5;
    private const int One = 1 << 28;
    private const int HalfThree = (1 << 28) + (1 << 27);
    private const int HalfRootOfTwo = 1518500250;

    /// <summary>The factor to multiply with; 1 for operands below 2.</summary>
    /// <remarks>Newton's method on numbers with 3 integer bits, from a first guess of 1: five rounds leave an error that is part of the result.</remarks>
    public static FixedPointMultiplier Of(int value)
    {
        if (value <= 1) return new FixedPointMultiplier(int.MaxValue, 0);
        int right = 11;
        for (; value >= 1 << 29; value /= 4) right++;
        int pairs = ((BitOperations.LeadingZeroCount((uint)value) - 1) / 2) - 1;
        right -= pairs;
        value <<= 2 * pairs;
        int half = FixedPointMultiplier.RoundingDivideByPowerOfTwo(value >> 1, 1), x = One;
        for (int i = 0; i < Iterations; i++)
        {
            int cube = ShiftLeft(Multiply(Multiply(x, x), x), 6);
            x = ShiftLeft(Multiply(HalfThree, x) - Multiply(half, cube), 3);
        }

        x = Multiply(x, HalfRootOfTwo);
        return right < 0 ? new FixedPointMultiplier(x << -right, 0) : new FixedPointMultiplier(x, -right);
    }

    private static int Multiply(int a, int b) => FixedPointMultiplier.RoundingDoublingHighMultiply(a, b);

    private static int ShiftLeft(int x, int bits) => (int)Math.Clamp((long)x << bits, int.MinValue, int.MaxValue);
}
