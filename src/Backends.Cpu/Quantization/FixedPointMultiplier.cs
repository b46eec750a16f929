namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>A positive real factor as TensorFlow Lite's reference kernels apply it to integers: <c>Multiplier * 2^(Shift - 31)</c>.</summary>
/// <param name="Multiplier">2^30 … 2^31 - 1, or 0.</param>
/// <param name="Shift">-31 or more; negative shifts right.</param>
internal readonly record struct FixedPointMultiplier(int Multiplier, int Shift)
{
    /// <summary>The nearest one; factors below 2^-31 become 0.</summary>
    public static FixedPointMultiplier Of(double real)
    {
        if (real == 0 || !double.IsFinite(real)) return default;
        int shift = Math.ILogB(real) + 1;
        long fraction = (long)Math.Round(Math.ScaleB(real, 31 - shift), MidpointRounding.AwayFromZero);
        if (fraction == 1L << 31) (fraction, shift) = (1L << 30, shift + 1);
        return shift < -31 ? default : new FixedPointMultiplier((int)fraction, shift);
    }

    /// <summary>Rounds twice: after the doubling high multiply and after the right shift.</summary>
    public int Apply(int x)
    {
        int left = Math.Max(Shift, 0), right = Math.Max(-Shift, 0);
        return RoundingDivideByPowerOfTwo(RoundingDoublingHighMultiply(x << left, Multiplier), right);
    }

    /// <summary>Rounds once, halves upwards.</summary>
    public int ApplyOnce(int x)
    {
        int shift = 31 - Shift;
        return (int)((((long)x * Multiplier) + (1L << (shift - 1))) >> shift);
    }

    /// <summary>For accumulators of 48 bits: the factor is cut to 16 bits, the result rounded once, halves upwards.</summary>
    public int Apply(long x)
    {
        int reduced = Multiplier < 0x7FFF0000 ? (Multiplier + (1 << 15)) >> 16 : 0x7FFF;
        int shift = 15 - Shift;
        return (int)(((x * reduced) + (1L << (shift - 1))) >> shift);
    }

    /// <summary>The upper half of twice the product, rounded to nearest, halves away from zero; saturates -2^31 times itself.</summary>
    public static int RoundingDoublingHighMultiply(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue) return int.MaxValue;
        long product = (long)a * b;
        long nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
        return (int)((product + nudge) / (1L << 31));
    }

    /// <summary>Quotient rounded to nearest, halves away from zero.</summary>
    public static int RoundingDivideByPowerOfTwo(int x, int exponent)
    {
        int mask = (int)((1L << exponent) - 1);
        int remainder = x & mask, threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> exponent) + (remainder > threshold ? 1 : 0);
    }
}
