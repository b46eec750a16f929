using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NnBridge.Bench.Onnx;

/// <summary>Writes the wire format of Protocol Buffers: what an ONNX file needs of it.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Delimited = 2, Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Writes an integer or an enum.</summary>
    public void Integer(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
    }

    /// <summary>Writes a float.</summary>
    public void Single(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>Writes a text.</summary>
    public void Text(int field, string value) => Blob(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes bytes.</summary>
    public void Blob(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        Number((ulong)value.Length);
        _bytes.Write(value);
    }

    /// <summary>Writes a message within the message.</summary>
    public void Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        Blob(field, inner.Bytes);
    }

    private void Tag(int field, int wireType) => Number((ulong)(field << 3 | wireType));

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
