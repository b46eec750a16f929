namespace NnBridge.TestKit;

/// <summary>Reads elements of any type as numbers, for comparison.</summary>
public static class TensorValues
{
    /// <summary>The elements as doubles; complex numbers as two; Int64 beyond 2^53 loses digits.</summary>
    public static double[] ToDoubles(TensorBuffer buffer) => buffer.Info.Type switch
    {
        ElementType.Float32 => Convert(buffer.Span<float>(), v => v),
        ElementType.Float16 => Convert(buffer.Span<Half>(), v => (double)v),
        ElementType.BFloat16 => Convert(buffer.Span<BFloat16>(), v => v),
        ElementType.Float64 => buffer.Span<double>().ToArray(),
        ElementType.Int8 => Convert(buffer.Span<sbyte>(), v => v),
        ElementType.UInt8 => Convert(buffer.Span<byte>(), v => v),
        ElementType.Int16 => Convert(buffer.Span<short>(), v => v),
        ElementType.UInt16 => Convert(buffer.Span<ushort>(), v => v),
        ElementType.Int32 => Convert(buffer.Span<int>(), v => v),
        ElementType.UInt32 => Convert(buffer.Span<uint>(), v => v),
        ElementType.Int64 => Convert(buffer.Span<long>(), v => v),
        ElementType.UInt64 => Convert(buffer.Span<ulong>(), v => v),
        ElementType.Bool => Convert(buffer.Span<byte>(buffer.Info with { Type = ElementType.UInt8 }), v => v),
        ElementType.Complex64 => [.. Flatten(buffer.Span<Complex64>())],
        _ => Unpack(buffer),
    };

    private static Span<T> Span<T>(this TensorBuffer buffer, TensorInfo info) where T : unmanaged => (buffer with { Info = info }).Span<T>();

    private static double[] Convert<T>(ReadOnlySpan<T> values, Func<T, double> convert)
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(values[i]);
        return result;
    }

    private static double[] Flatten(ReadOnlySpan<Complex64> values)
    {
        var result = new double[values.Length * 2];
        for (int i = 0; i < values.Length; i++) (result[2 * i], result[(2 * i) + 1]) = (values[i].Real, values[i].Imaginary);
        return result;
    }

    private static double[] Unpack(TensorBuffer buffer)
    {
        int bits = buffer.Info.Type.BitWidth();
        ReadOnlySpan<byte> bytes = buffer.Bytes.Span;
        var result = new double[buffer.Info.ElementCount];
        for (int i = 0; i < result.Length; i++)
        {
            int raw = (bytes[i * bits / 8] >> (i * bits % 8)) & ((1 << bits) - 1);
            result[i] = buffer.Info.Type.IsSignedInteger() && raw >= 1 << (bits - 1) ? raw - (1 << bits) : raw;
        }

        return result;
    }
}
