namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Logistic function and hyperbolic tangent of 16-bit fixed-point numbers, as the integer LSTM defines them.</summary>
/// <remarks>
/// A number with k integer bits stands for <c>raw / 2^(15 - k)</c>. The exponential is a Taylor polynomial around -1/8 on [-1/4, 0) and a
/// product of tabulated powers for the rest; the quotients take three Newton steps.
/// </remarks>
internal static class FixedPoint16
{
    private const short One = short.MaxValue;

    /// <summary>e^(-2^k) for k = -2 … 4, times 2^31.</summary>
    private static readonly int[] Exponentials = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <summary>1 / (1 + e^-x) with 3 integer bits, as a number without integer bits.</summary>
    public static short Logistic(short x)
    {
        if (x == 0) return 1 << 14;
        short positive = OneOverOnePlus(ExponentialOfNegative((short)(x > 0 ? -x : x), 3));
        return x > 0 ? positive : (short)(One - positive);
    }

    /// <summary>tanh x as a number without integer bits.</summary>
    /// <param name="x">The operand.</param>
    /// <param name="integerBits">Its integer bits.</param>
    public static short Tanh(short x, int integerBits)
    {
        if (x == 0) return 0;
        // Twice the operand is the same raw number with one more integer bit.
        short t = OneMinusOverOnePlus(ExponentialOfNegative((short)(x < 0 ? x : -x), integerBits + 1));
        return x < 0 ? (short)-t : t;
    }

    private static short ExponentialOfNegative(short x, int integerBits)
    {
        if (x == 0) return One;
        int fractionalBits = 15 - integerBits;
        int quarter = 1 << (fractionalBits - 2);
        int part = (x & (quarter - 1)) - quarter, rest = part - x;
        short result = ExponentialNearZero(Shift((short)part, integerBits));
        for (int i = 0; i < Exponentials.Length; i++)
        {
            int exponent = i - 2;
            if (integerBits > exponent && (rest & (1 << (fractionalBits + exponent))) != 0) result = Multiply(result, Narrow(Exponentials[i]));
        }

        // With more than 5 integer bits there are numbers whose exponential rounds to 0.
        return integerBits > 5 && x < -(32 << Math.Max(fractionalBits, 0)) ? (short)0 : result;
    }

    /// <summary>e^x on [-1/4, 0), operand and result without integer bits.</summary>
    private static short ExponentialNearZero(short x)
    {
        short constant = Narrow(1895147668), third = Narrow(715827883);
        short y = (short)(x + (1 << 12));
        short y2 = Multiply(y, y), y3 = Multiply(y2, y), y4 = Multiply(y2, y2);
        short sum = (short)(Multiply((short)(Half(y4, 2) + y3), third) + y2);
        return Saturate(constant + Multiply(constant, (short)(y + Half(sum, 1))));
    }

    private static short OneOverOnePlus(short x) => Shift((short)Newton(x), 1);

    private static short OneMinusOverOnePlus(short x) => Shift((short)(Newton(x) - (1 << 13)), 2);

    /// <summary>2 / (1 + x) with 2 integer bits.</summary>
    private static short Newton(short x)
    {
        int sum = x + One;
        short half = (short)((sum + 1) / 2);
        short y = (short)(Narrow(1515870810) + Multiply(half, Narrow(-1010580540)));
        for (int i = 0; i < 3; i++)
        {
            short error = (short)((1 << 13) - Multiply(half, y));
            y = (short)(y + Shift(Multiply(y, error), 2));
        }

        return y;
    }

    private static short Multiply(short a, short b)
    {
        if (a == short.MinValue && b == short.MinValue) return short.MaxValue;
        int product = a * b, nudge = product >= 0 ? 1 << 14 : 1 - (1 << 14);
        return (short)((product + nudge) / (1 << 15));
    }

    private static short Shift(short value, int left) => Saturate((long)value << left);

    private static short Half(short value, int right) => (short)FixedPointMultiplier.RoundingDivideByPowerOfTwo(value, right);

    private static short Narrow(int constant) => (short)FixedPointMultiplier.RoundingDivideByPowerOfTwo(constant, 16);

    private static short Saturate(long value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
