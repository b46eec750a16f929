using System.Globalization;
using System.Runtime.InteropServices;
using NnBridge.Parsers.Onnx.Schema;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Tests.Onnx.Recorded;

/// <summary>A named tensor, written as <c>name type sizes : elements</c>; sizes as <c>2x3</c> or <c>scalar</c>.</summary>
internal sealed record RecordedTensor(string Name, ElementType Type, int[] Sizes, double[] Elements)
{
    public static RecordedTensor Parse(string text)
    {
        string[] halves = text.Split(':', 2), head = halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int[] sizes = head[2] == "scalar" ? [] : [.. head[2].Split('x').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        double[] elements = [.. halves[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(e => double.Parse(e, CultureInfo.InvariantCulture))];
        var type = Enum.Parse<ElementType>(head[1]);
        // The digits name one float, and not the number that they spell.
        if (type == ElementType.Float32) elements = Array.ConvertAll(elements, e => (double)(float)e);
        return new RecordedTensor(head[0], type, sizes, elements);
    }

    public DataType OnnxType => Type switch
    {
        ElementType.Float32 => DataType.Float,
        ElementType.Float64 => DataType.Double,
        ElementType.Int8 => DataType.Int8,
        ElementType.UInt8 => DataType.Uint8,
        ElementType.Int16 => DataType.Int16,
        ElementType.UInt16 => DataType.Uint16,
        ElementType.Int32 => DataType.Int32,
        ElementType.Int64 => DataType.Int64,
        ElementType.Bool => DataType.Bool,
        _ => throw new NotSupportedException($"{Type} is not recorded"),
    };

    /// <summary>The elements as they are stored.</summary>
    public byte[] Bytes => Type switch
    {
        ElementType.Float32 => Stored(e => (float)e),
        ElementType.Float64 => Stored(e => e),
        ElementType.Int8 => Stored(e => (sbyte)e),
        ElementType.UInt8 => Stored(e => (byte)e),
        ElementType.Int16 => Stored(e => (short)e),
        ElementType.UInt16 => Stored(e => (ushort)e),
        ElementType.Int32 => Stored(e => (int)e),
        ElementType.Int64 => Stored(e => (long)e),
        _ => Stored(e => (byte)e),
    };

    public TensorProto ToProto()
    {
        var proto = new TensorProto { Name = Name, DataType = OnnxType, RawData = Google.Protobuf.ByteString.CopyFrom(Bytes) };
        proto.Dims.Add(Sizes.Select(s => (long)s));
        return proto;
    }

    /// <summary>What the model says of it as an input.</summary>
    /// <param name="open">Whether its sizes are open.</param>
    public ValueInfoProto ToInfo(bool open)
    {
        var shape = new TensorShapeProto();
        for (int i = 0; i < Sizes.Length; i++)
            shape.Dim.Add(open ? new TensorShapeProto.Types.Dimension { DimParam = $"{Name}_{i}" } : new TensorShapeProto.Types.Dimension { DimValue = Sizes[i] });
        return new ValueInfoProto { Name = Name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxType, Shape = shape } } };
    }

    private byte[] Stored<T>(Func<double, T> convert) where T : unmanaged => MemoryMarshal.AsBytes(Array.ConvertAll(Elements, e => convert(e)).AsSpan()).ToArray();
}
