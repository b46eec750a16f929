namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Constants of one number.</summary>
internal static class Numbers
{
    /// <summary>A scalar of any type that is computed with.</summary>
    /// <exception cref="UnmappedException">The type has no arithmetic.</exception>
    public static Tensor Scalar(ElementType type, double number) => Filled(new TensorInfo(type, Shape.Scalar), number);

    /// <summary>A tensor of one number.</summary>
    public static Tensor Filled(TensorInfo info, double number) => info.Type switch
    {
        ElementType.Float32 => Fill(info, (float)number),
        ElementType.Float16 => Fill(info, (Half)number),
        ElementType.BFloat16 => Fill(info, (BFloat16)(float)number),
        ElementType.Float64 => Fill(info, number),
        ElementType.Int8 => Fill(info, (sbyte)number),
        ElementType.UInt8 => Fill(info, (byte)number),
        ElementType.Int16 => Fill(info, (short)number),
        ElementType.UInt16 => Fill(info, (ushort)number),
        ElementType.Int32 => Fill(info, (int)number),
        ElementType.UInt32 => Fill(info, (uint)number),
        ElementType.Int64 => Fill(info, (long)number),
        ElementType.UInt64 => Fill(info, (ulong)number),
        ElementType.Bool => Fill(info, number != 0),
        _ => throw new UnmappedException($"no number of type {info.Type} can be made"),
    };

    private static Tensor Fill<T>(TensorInfo info, T value) where T : unmanaged
    {
        var values = new T[info.ElementCount];
        Array.Fill(values, value);
        return Tensor.Create<T>(info, values);
    }
}
