using Google.Protobuf;
using NnBridge.Parsers.Onnx.Schema;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>Tensors of bytes for operators on integers.</summary>
internal static class ByteTensors
{
    public static byte[] Random(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>What a stored byte stands for.</summary>
    public static int Number(byte stored, DataType type) => type == DataType.Int8 ? (sbyte)stored : stored;

    public static TensorProto Stored(string name, DataType type, byte[] bytes, params ReadOnlySpan<int> sizes)
    {
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(bytes) };
        foreach (int size in sizes) tensor.Dims.Add(size);
        return tensor;
    }
}
