using System.Buffers.Binary;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Onnx.Schema;

/// <summary>Reads the data of tensors: raw bytes, one of the typed lists, or a range of a file beside the model.</summary>
internal static class TensorReader
{
    /// <summary>The tensor.</summary>
    /// <param name="tensor">As the file has it.</param>
    /// <param name="source">The model, for data in files beside it.</param>
    /// <exception cref="InvalidModelException">Sizes or data do not fit each other.</exception>
    /// <exception cref="NotSupportedException">The element type has no counterpart; the message says which.</exception>
    public static Tensor Read(TensorProto tensor, ModelSource source)
    {
        ElementType type = tensor.DataType.ToElementType()
            ?? throw new NotSupportedException($"tensor '{tensor.Name}' has elements of type {tensor.DataType}, which is not among the element types");
        var info = new TensorInfo(type, ShapeOf(tensor.Name, tensor.Dims));
        long expected = ByteCount(tensor, info);
        ReadOnlyMemory<byte> data = tensor.DataLocation == TensorProto.Types.DataLocation.External ? ExternalData.Read(tensor, source)
            : tensor.RawData.Length > 0 ? tensor.RawData.Memory
            : FromLists(tensor, type, expected);
        return data.Length == expected ? new Tensor(info, data) : throw Bad(tensor, $"has {data.Length} bytes, {info} takes {expected}");
    }

    /// <summary>The sizes that a tensor states.</summary>
    /// <exception cref="InvalidModelException">One is negative or beyond 31 bits.</exception>
    public static Shape ShapeOf(string name, IReadOnlyList<long> dims)
    {
        var dimensions = new Dimension[dims.Count];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = dims[i] is >= 0 and < int.MaxValue ? (int)dims[i] : throw new InvalidModelException($"tensor '{name}': dimension {i} is {dims[i]}, expected 0 to {int.MaxValue - 1}");
        return Shape.Create(dimensions);
    }

    private static long ByteCount(TensorProto tensor, TensorInfo info)
    {
        try
        {
            return info.ByteCount;
        }
        catch (OverflowException e)
        {
            throw new InvalidModelException($"tensor '{tensor.Name}': {info} is too large", e);
        }
    }

    private static byte[] FromLists(TensorProto tensor, ElementType type, long expected)
    {
        (int count, int width) = tensor.DataType switch
        {
            DataType.Float => (tensor.FloatData.Count, 4),
            DataType.Complex64 => (tensor.FloatData.Count, 4),
            DataType.Double => (tensor.DoubleData.Count, 8),
            DataType.Int64 => (tensor.Int64Data.Count, 8),
            DataType.Uint32 or DataType.Uint64 => (tensor.Uint64Data.Count, type.BitWidth() / 8),
            // Types smaller than a byte are packed first: one number of the list is one byte.
            _ => (tensor.Int32Data.Count, Math.Max(1, type.BitWidth() / 8)),
        };
        if ((long)count * width != expected)
            throw Bad(tensor, $"has {count} numbers of {width} bytes, expected {expected} bytes of {type}");
        var bytes = new byte[expected];
        for (int i = 0; i < count; i++) Write(tensor, i, bytes.AsSpan(i * width, width));
        return bytes;
    }

    private static void Write(TensorProto tensor, int i, Span<byte> target)
    {
        switch (tensor.DataType)
        {
            case DataType.Float or DataType.Complex64:
                BinaryPrimitives.WriteSingleLittleEndian(target, tensor.FloatData[i]);
                break;
            case DataType.Double:
                BinaryPrimitives.WriteDoubleLittleEndian(target, tensor.DoubleData[i]);
                break;
            case DataType.Int64:
                BinaryPrimitives.WriteInt64LittleEndian(target, tensor.Int64Data[i]);
                break;
            case DataType.Uint64:
                BinaryPrimitives.WriteUInt64LittleEndian(target, tensor.Uint64Data[i]);
                break;
            case DataType.Uint32:
                BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)tensor.Uint64Data[i]);
                break;
            default:
                int number = tensor.Int32Data[i];
                if (target.Length == 4) BinaryPrimitives.WriteInt32LittleEndian(target, number);
                else if (target.Length == 2) BinaryPrimitives.WriteInt16LittleEndian(target, (short)number);
                else target[0] = (byte)number;
                break;
        }
    }

    private static InvalidModelException Bad(TensorProto tensor, string problem) => new($"tensor '{tensor.Name}': {problem}");
}
