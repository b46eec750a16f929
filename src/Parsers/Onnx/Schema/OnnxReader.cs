using Google.Protobuf;

namespace NnBridge.Parsers.Onnx.Schema;

/// <summary>Turns the bytes of a file into the records of the schema.</summary>
internal static class OnnxReader
{
    private const int MaxIrVersion = 1000;

    /// <summary>Field numbers of a model: 1 = varint, 2 = length-delimited.</summary>
    private static readonly Dictionary<uint, uint> WireTypes = new()
    {
        [1] = 0, [2] = 2, [3] = 2, [4] = 2, [5] = 0, [6] = 2, [7] = 2, [8] = 2, [14] = 2, [20] = 2, [25] = 2, [26] = 2,
    };

    /// <summary>Whether the first bytes can be the beginning of a model: only fields of a model, with its version among them.</summary>
    /// <param name="head">The first bytes of the file.</param>
    /// <param name="fileName">Name of the file; files not named <c>.onnx</c> must say more.</param>
    public static bool Recognizes(ReadOnlySpan<byte> head, string fileName)
    {
        bool named = fileName.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
        bool versioned = false;
        int fields = 0;
        for (int at = 0; at < head.Length;)
        {
            if (!TryVarint(head, ref at, out ulong tag)) break;
            if (!WireTypes.TryGetValue((uint)Math.Min(tag >> 3, uint.MaxValue), out uint wire) || (tag & 7) != wire) return false;
            if (!TryVarint(head, ref at, out ulong value)) break;
            if (tag >> 3 == 1)
            {
                if (value is 0 or > MaxIrVersion) return false;
                versioned = true;
            }

            fields++;
            if (wire == 2) at = (int)Math.Min((ulong)at + value, int.MaxValue);
        }

        return versioned && (named || fields > 1);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidModelException">The bytes are not a well-formed model.</exception>
    public static ModelProto Read(ModelSource source)
    {
        var weights = new WeightSlices(source.Bytes);
        ModelProto model = Parse(ModelProto.Parser, weights.Rest, source.Name, "model");
        weights.GiveBack(model);
        return model.Graph is null ? throw new InvalidModelException($"{source.Name}: has no graph") : model;
    }

    /// <summary>Reads a value that is stored by itself: a tensor, a sequence of tensors, or an optional value around one of these.</summary>
    /// <exception cref="InvalidModelException">The bytes are not a well-formed value.</exception>
    public static IReadOnlyList<TensorProto> ReadTensors(ReadOnlyMemory<byte> bytes, string name)
    {
        TensorProto tensor = Parse(TensorProto.Parser, bytes, name, "tensor");
        StoredValueProto? value = TryValue(bytes);
        // The messages share field numbers, but a tensor has nothing in field 3, no messages in field 5, and always a type.
        if (value is { Tensors.Count: > 0 }) return value.Tensors;
        if (value is not null && value.Sequences.Any(s => s.Tensors.Count > 0)) return [.. value.Sequences.SelectMany(s => s.Tensors)];
        return tensor.DataType == TensorProto.Types.DataType.Undefined ? [] : [tensor];
    }

    private static StoredValueProto? TryValue(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return StoredValueProto.Parser.ParseFrom(bytes.Span);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return null;
        }
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlyMemory<byte> bytes, string name, string what) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes.Span);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new InvalidModelException($"{name}: is not a well-formed {what}: {e.Message}", e);
        }
    }

    /// <summary>The library runs over the end of its buffer for some lengths that point outside of their message.</summary>
    private static bool IsMalformed(Exception e) => e is InvalidProtocolBufferException or IndexOutOfRangeException or ArgumentOutOfRangeException;

    /// <summary>Reads a number of up to 64 bits, seven in each byte.</summary>
    public static bool TryVarint(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }

        return false;
    }
}
