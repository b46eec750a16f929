namespace NnBridge;

/// <summary>Sees elements of any type as numbers: for comparing and printing, not for computing.</summary>
public static class TensorElements
{
    /// <summary>The stored elements as doubles; a complex number gives two. Integers beyond 2^53 lose digits.</summary>
    public static double[] ToDoubles(this TensorBuffer buffer) => buffer.Info.Type switch
    {
        ElementType.Float32 => Convert<float>(buffer.Span<float>(), static v => v),
        ElementType.Float16 => Convert<Half>(buffer.Span<Half>(), static v => (double)v),
        ElementType.BFloat16 => Convert<BFloat16>(buffer.Span<BFloat16>(), static v => v),
        ElementType.Float64 => buffer.Span<double>().ToArray(),
        ElementType.Int8 => Convert<sbyte>(buffer.Span<sbyte>(), static v => v),
        ElementType.UInt8 => Convert<byte>(buffer.Span<byte>(), static v => v),
        ElementType.Int16 => Convert<short>(buffer.Span<short>(), static v => v),
        ElementType.UInt16 => Convert<ushort>(buffer.Span<ushort>(), static v => v),
        ElementType.Int32 => Convert<int>(buffer.Span<int>(), static v => v),
        ElementType.UInt32 => Convert<uint>(buffer.Span<uint>(), static v => v),
        ElementType.Int64 => Convert<long>(buffer.Span<long>(), static v => v),
        ElementType.UInt64 => Convert<ulong>(buffer.Span<ulong>(), static v => v),
        ElementType.Bool => Convert<byte>(buffer.Bytes.Span, static v => v),
        ElementType.Complex64 => [.. buffer.Span<Complex64>().ToArray().SelectMany(static c => new double[] { c.Real, c.Imaginary })],
        ElementType.Int4 or ElementType.UInt4 or ElementType.Int2 or ElementType.UInt2 => buffer.Unpack().ToDoubles(),
        _ => Decode(buffer),
    };

    /// <summary>Widens 2- and 4-bit integers to Int8 or UInt8, one byte each.</summary>
    /// <exception cref="ArgumentException">The element type is not such an integer.</exception>
    public static TensorBuffer Unpack(this TensorBuffer packed)
    {
        ElementType type = packed.Info.Type;
        if (!type.IsPacked() || !type.IsInteger()) throw new ArgumentException($"{packed.Info} has no packed integers", nameof(packed));
        int bits = type.BitWidth();
        bool signed = type.IsSignedInteger();
        ReadOnlySpan<byte> source = packed.Bytes.Span;
        var wide = new byte[packed.Info.ElementCount];
        for (int i = 0; i < wide.Length; i++)
        {
            int raw = (source[i * bits / 8] >> (i * bits % 8)) & ((1 << bits) - 1);
            wide[i] = signed && raw >= 1 << (bits - 1) ? (byte)(raw - (1 << bits)) : (byte)raw;
        }

        return new TensorBuffer(packed.Info with { Type = signed ? ElementType.Int8 : ElementType.UInt8 }, wide);
    }

    private static double[] Decode(TensorBuffer narrow)
    {
        var result = new double[narrow.Info.ElementCount];
        int bits = narrow.Info.Type.BitWidth();
        ReadOnlySpan<byte> source = narrow.Bytes.Span;
        for (int i = 0; i < result.Length; i++)
            result[i] = NarrowFloats.Decode(narrow.Info.Type, (byte)((source[i * bits / 8] >> (i * bits % 8)) & ((1 << bits) - 1)));
        return result;
    }

    private static double[] Convert<T>(ReadOnlySpan<T> values, Func<T, double> convert)
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(values[i]);
        return result;
    }
}
