namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Makes and rearranges constants.</summary>
internal static class Constants
{
    /// <summary>A tensor whose elements are all the same.</summary>
    public static Tensor Filled(ElementType type, Shape shape, double value)
    {
        var info = new TensorInfo(type, shape);
        return type switch
        {
            ElementType.Float32 => Of(info, (float)value),
            ElementType.Float64 => Of(info, value),
            ElementType.Float16 => Of(info, (Half)value),
            ElementType.BFloat16 => Of(info, (BFloat16)(float)value),
            ElementType.Int8 => Of(info, (sbyte)value),
            ElementType.UInt8 => Of(info, (byte)value),
            ElementType.Int16 => Of(info, (short)value),
            ElementType.UInt16 => Of(info, (ushort)value),
            ElementType.Int32 => Of(info, (int)value),
            ElementType.UInt32 => Of(info, (uint)value),
            ElementType.Int64 => Of(info, (long)value),
            ElementType.UInt64 => Of(info, (ulong)value),
            ElementType.Bool => Of(info, value != 0),
            _ when value == 0 => new Tensor(info, new byte[info.ByteCount]),
            _ => throw new UnwritableException($"a constant of type {type} is not among what is written"),
        };
    }

    /// <summary>A list of floats.</summary>
    public static Tensor Floats(params ReadOnlySpan<float> values) => Tensor.Create(new TensorInfo(ElementType.Float32, [values.Length]), values);

    /// <summary>A constant with its axes in another order, its quantization along with it.</summary>
    /// <param name="tensor">Elements of whole bytes, not quantized in blocks.</param>
    /// <param name="order">Which axis of the tensor is axis i of the result.</param>
    public static Tensor Transposed(Tensor tensor, ReadOnlySpan<int> order)
    {
        TensorInfo info = tensor.Info;
        int rank = info.Shape.Rank, bytes = info.Type.BitWidth() / 8;
        int[] sizes = info.Shape.ToArray(), turned = new int[rank];
        var strides = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            turned[i] = sizes[order[i]];
            strides[i] = info.Shape.Product(order[i] + 1, rank) * bytes;
        }

        QuantizationInfo? quantization = info.Quantization is { Axis: { } axis } q ? q with { Axis = order.IndexOf(axis) } : info.Quantization;
        var result = new byte[tensor.Bytes.Length];
        ReadOnlySpan<byte> source = tensor.Bytes.Span;
        var index = new int[rank];
        long from = 0;
        for (int to = 0; to < result.Length; to += bytes)
        {
            source.Slice((int)from, bytes).CopyTo(result.AsSpan(to));
            for (int axisOf = rank - 1; axisOf >= 0; axisOf--)
            {
                from += strides[axisOf];
                if (++index[axisOf] < turned[axisOf]) break;
                from -= strides[axisOf] * turned[axisOf];
                index[axisOf] = 0;
            }
        }

        return new Tensor(new TensorInfo(info.Type, Shape.Of(turned), quantization), result);
    }

    private static Tensor Of<T>(TensorInfo info, T value) where T : unmanaged
    {
        var values = new T[info.ElementCount];
        values.AsSpan().Fill(value);
        return Tensor.Create<T>(info, values);
    }
}
