namespace NnBridge;

/// <summary>Values of the 8- and 4-bit floating-point types.</summary>
public static class NarrowFloats
{
    /// <summary>Whether a type is one of them.</summary>
    public static bool IsNarrowFloat(this ElementType type) => type is ElementType.Float8E4M3Fn or ElementType.Float8E4M3FnUz
        or ElementType.Float8E5M2 or ElementType.Float8E5M2FnUz or ElementType.Float4E2M1 or ElementType.Float8E8M0;

    /// <summary>The exact value of stored bits.</summary>
    /// <param name="type">An 8- or 4-bit floating-point type.</param>
    /// <param name="bits">The element; 4-bit elements in the low bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another type.</exception>
    public static float Decode(ElementType type, byte bits)
    {
        if (type == ElementType.Float8E8M0) return bits == 0xFF ? float.NaN : MathF.ScaleB(1, bits - 127);
        Layout layout = LayoutOf(type);
        int magnitude = bits & layout.MagnitudeMask;
        bool negative = (bits & (layout.MagnitudeMask + 1)) != 0;
        if (layout.HasInfinity && magnitude >= layout.InfinityBits)
            return magnitude > layout.InfinityBits ? float.NaN : negative ? float.NegativeInfinity : float.PositiveInfinity;
        if (layout.IsUnsignedZero ? negative && magnitude == 0 : layout.HasNaN && magnitude == layout.MagnitudeMask) return float.NaN;
        int exponent = magnitude >> layout.Mantissa, fraction = magnitude & ((1 << layout.Mantissa) - 1);
        float value = exponent == 0
            ? MathF.ScaleB(fraction, 1 - layout.Bias - layout.Mantissa)
            : MathF.ScaleB(fraction + (1 << layout.Mantissa), exponent - layout.Bias - layout.Mantissa);
        return negative ? -value : value;
    }

    /// <summary>The stored bits of the nearest value, ties to even.</summary>
    /// <param name="type">An 8- or 4-bit floating-point type.</param>
    /// <param name="value">
    /// Any number. Float8E8M0 takes the next power of two that is not less, see <see cref="EncodeScale"/>. Float4E2M1 always takes its largest value for what is beyond
    /// it, and negative zero for NaN.
    /// </param>
    /// <param name="saturate">Whether what is beyond the largest value becomes that value; otherwise it becomes infinite, or NaN where the type has no infinity.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another type.</exception>
    public static byte Encode(ElementType type, float value, bool saturate = true)
    {
        if (type == ElementType.Float8E8M0) return EncodeScale(value, ScaleRounding.Up, saturate);
        Layout layout = LayoutOf(type);
        int sign = float.IsNegative(value) ? layout.MagnitudeMask + 1 : 0;
        if (float.IsNaN(value)) return (byte)(layout.IsUnsignedZero || !layout.HasNaN ? layout.MagnitudeMask + 1 : sign | layout.MagnitudeMask);
        int magnitude = Round(layout, Math.Abs(value));
        if (magnitude > layout.LargestBits)
        {
            if (saturate || !layout.HasNaN) return (byte)(sign | layout.LargestBits);
            return (byte)(layout.HasInfinity ? sign | layout.InfinityBits : layout.IsUnsignedZero ? layout.MagnitudeMask + 1 : sign | layout.MagnitudeMask);
        }

        return (byte)(layout.IsUnsignedZero && magnitude == 0 ? 0 : sign | magnitude);
    }

    /// <summary>The bits of <see cref="ElementType.Float8E8M0"/> for a number; its sign is lost, NaN and infinities become NaN.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="rounding">Which power of two is taken for numbers between two.</param>
    /// <param name="saturate">Whether numbers beyond the largest power become that power; otherwise NaN.</param>
    public static byte EncodeScale(float value, ScaleRounding rounding, bool saturate = true)
    {
        const uint NotFinite = 0xFF;
        uint bits = BitConverter.SingleToUInt32Bits(value), exponent = (bits >> 23) & NotFinite, fraction = bits & 0x7FFFFF;
        bool up = rounding switch
        {
            ScaleRounding.Up => fraction > 0,
            ScaleRounding.Down => false,
            // Halfway between two powers goes up, except below the smallest one.
            ScaleRounding.Nearest => fraction > 0x400000 || (fraction == 0x400000 && exponent > 0),
        };
        bool stays = exponent == NotFinite || (saturate && exponent == NotFinite - 1);
        return (byte)(exponent + (up && !stays ? 1u : 0));
    }

    /// <summary>Bits of the nearest magnitude; more than the largest when it is beyond.</summary>
    private static int Round(Layout layout, double magnitude)
    {
        if (magnitude == 0) return 0;
        if (double.IsInfinity(magnitude)) return int.MaxValue;
        int exponent = Math.Max(Math.ILogB(magnitude), 1 - layout.Bias);
        // In units of the last place; a carry into the next exponent gives the right bits by itself.
        double units = Math.Round(Math.ScaleB(magnitude, layout.Mantissa - exponent), MidpointRounding.ToEven);
        return (int)units + ((exponent + layout.Bias - 1) << layout.Mantissa);
    }

    private static Layout LayoutOf(ElementType type) => type switch
    {
        ElementType.Float8E4M3Fn => new Layout(3, 7, 0x7F, 0x7E, HasNaN: true),
        ElementType.Float8E4M3FnUz => new Layout(3, 8, 0x7F, 0x7F, HasNaN: true, IsUnsignedZero: true),
        ElementType.Float8E5M2 => new Layout(2, 15, 0x7F, 0x7B, HasNaN: true, HasInfinity: true),
        ElementType.Float8E5M2FnUz => new Layout(2, 16, 0x7F, 0x7F, HasNaN: true, IsUnsignedZero: true),
        ElementType.Float4E2M1 => new Layout(1, 1, 0x7, 0x7, HasNaN: false),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an 8- or 4-bit floating-point type"),
    };

    /// <summary>How a type stores its values.</summary>
    /// <param name="Mantissa">Bits of the fraction.</param>
    /// <param name="Bias">What is subtracted from the exponent.</param>
    /// <param name="MagnitudeMask">All bits but the sign.</param>
    /// <param name="LargestBits">The largest finite value.</param>
    /// <param name="HasNaN">Whether it has NaN.</param>
    /// <param name="HasInfinity">Whether it has infinities.</param>
    /// <param name="IsUnsignedZero">Whether the bits of negative zero are NaN.</param>
    private sealed record Layout(int Mantissa, int Bias, int MagnitudeMask, int LargestBits, bool HasNaN, bool HasInfinity = false, bool IsUnsignedZero = false)
    {
        public int InfinityBits => LargestBits + 1;
    }
}
