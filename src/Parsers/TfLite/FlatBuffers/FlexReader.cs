using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace NnBridge.Parsers.TfLite.FlatBuffers;

/// <summary>Reads a FlexBuffer: values that carry their types, with offsets that go backwards from where they are stored.</summary>
/// <remarks>
/// Every access is checked when it is made. Nesting is limited, and so is the number of values and copied bytes, because several slots
/// may refer to the same value. Values become long, double, bool, string, byte[], object?[] or <see cref="FlexMap"/>.
/// </remarks>
internal ref struct FlexReader
{
    private const int MaxDepth = 32;
    private const int Slack = 64;

    /// <summary>Upper bounds of what values take on the heap, in bytes.</summary>
    private const int BoxedNumber = 32;
    private const int Entry = 96;

    private readonly ReadOnlySpan<byte> _bytes;
    private long _heap;

    /// <summary>Prepares to read.</summary>
    public FlexReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _heap = FlatBudget.HeapBytesPerFileByte * (long)(bytes.Length + Slack);
    }

    private enum Kind
    {
        Null = 0,
        Int = 1,
        UInt = 2,
        Float = 3,
        Key = 4,
        String = 5,
        IndirectInt = 6,
        IndirectUInt = 7,
        IndirectFloat = 8,
        Map = 9,
        Vector = 10,
        VectorInt = 11,
        VectorUInt = 12,
        VectorFloat = 13,
        VectorKey = 14,
        VectorString = 15,
        VectorInt2 = 16,
        VectorFloat4 = 24,
        Blob = 25,
        Bool = 26,
        VectorBool = 36,
    }

    /// <summary>The root, which must be a map.</summary>
    public FlexMap Root()
    {
        const int Tail = 2;
        if (_bytes.Length <= Tail) throw Error(0, $"the options have {_bytes.Length} bytes, expected more than {Tail}");
        int width = _bytes[^1];
        int position = _bytes.Length - Tail - width;
        if (width is not (1 or 2 or 4 or 8) || position < 0)
            throw Error(_bytes.Length - 1, $"root has {width} bytes, expected 1, 2, 4 or 8 inside the options");
        return Value(position, width, _bytes[^Tail], 0) as FlexMap
            ?? throw Error(position, $"root has type {_bytes[^Tail] >> 2}, expected a map ({(int)Kind.Map})");
    }

    private object? Value(int position, int width, byte packedType, int depth)
    {
        if (depth > MaxDepth) throw Error(position, $"values are nested deeper than {MaxDepth}");
        Spend(BoxedNumber, position);
        var kind = (Kind)(packedType >> 2);
        int childWidth = 1 << (packedType & 3);
        switch (kind)
        {
            case Kind.Null: return null;
            case Kind.Int: return Signed(position, width);
            case Kind.UInt: return Unsigned(position, width);
            case Kind.Float: return Real(position, width);
            case Kind.Bool: return Word(position, width) != 0;
            case Kind.Key: return KeyText(Follow(position, width));
            case Kind.IndirectInt: return Signed(Follow(position, width), childWidth);
            case Kind.IndirectUInt: return Unsigned(Follow(position, width), childWidth);
            case Kind.IndirectFloat: return Real(Follow(position, width), childWidth);
        }

        int target = Follow(position, width);
        return kind switch
        {
            Kind.String => Text(target, Sized(target, childWidth, 1)),
            Kind.Blob => Blob(target, Sized(target, childWidth, 1)),
            Kind.Map => Map(target, childWidth, depth),
            Kind.Vector => Elements(target, Sized(target, childWidth, childWidth + 1), childWidth, depth),
            Kind.VectorInt or Kind.VectorUInt or Kind.VectorFloat =>
                Numbers(target, Sized(target, childWidth, childWidth), childWidth, kind - Kind.VectorInt),
            Kind.VectorKey or Kind.VectorString => Same(target, Sized(target, childWidth, childWidth), childWidth, Kind.Key, depth),
            Kind.VectorBool => Same(target, Sized(target, childWidth, childWidth), childWidth, Kind.Bool, depth),
            >= Kind.VectorInt2 and <= Kind.VectorFloat4 =>
                Numbers(target, (kind - Kind.VectorInt2) / 3 + 2, childWidth, (kind - Kind.VectorInt2) % 3),
            _ => throw Error(position, $"value has type {(int)kind}, which is not known"),
        };
    }

    private FlexMap Map(int target, int width, int depth)
    {
        int count = Sized(target, width, width + 1);
        int keysOrigin = target - 3 * width;
        if (keysOrigin < 0) throw Error(target, "a map has no room for its keys");
        int keys = Follow(keysOrigin, width);
        ulong keyWidth = Word(target - 2 * width, width);
        if (keyWidth is not (1 or 2 or 4 or 8)) throw Error(target, $"keys have {keyWidth} bytes, expected 1, 2, 4 or 8");
        int keyCount = Sized(keys, (int)keyWidth, (int)keyWidth);
        if (keyCount != count) throw Error(target, $"a map has {keyCount} keys for {count} values");
        Spend(count * (long)Entry, target);
        object?[] values = Elements(target, count, width, depth);
        var map = new Dictionary<string, object?>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++) map[KeyText(Follow(keys + i * (int)keyWidth, (int)keyWidth))] = values[i];
        return new FlexMap(map);
    }

    private object?[] Elements(int target, int count, int width, int depth)
    {
        ReadOnlySpan<byte> types = Slice(target + count * width, count);
        var elements = new object?[count];
        for (int i = 0; i < count; i++) elements[i] = Value(target + i * width, width, types[i], depth + 1);
        return elements;
    }

    private object?[] Same(int target, int count, int width, Kind kind, int depth)
    {
        var elements = new object?[count];
        for (int i = 0; i < count; i++) elements[i] = Value(target + i * width, width, (byte)((int)kind << 2), depth + 1);
        return elements;
    }

    private object?[] Numbers(int target, int count, int width, int kind)
    {
        Spend(count * (long)BoxedNumber, target);
        var elements = new object?[count];
        for (int i = 0; i < count; i++)
        {
            int position = target + i * width;
            elements[i] = kind switch { 0 => (object)Signed(position, width), 1 => Unsigned(position, width), _ => Real(position, width) };
        }

        return elements;
    }

    private readonly long Signed(int position, int width)
    {
        int unused = 64 - 8 * width;
        return (long)(Word(position, width) << unused) >> unused;
    }

    private readonly long Unsigned(int position, int width)
    {
        ulong word = Word(position, width);
        return word <= long.MaxValue ? (long)word : throw Error(position, $"number {word} does not fit 63 bits");
    }

    private readonly double Real(int position, int width)
    {
        ReadOnlySpan<byte> bytes = Slice(position, width);
        return width switch
        {
            2 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            4 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            8 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => throw Error(position, $"a real number has {width} bytes, expected 2, 4 or 8"),
        };
    }

    private readonly ulong Word(int position, int width)
    {
        ulong word = 0;
        ReadOnlySpan<byte> bytes = Slice(position, width);
        for (int i = bytes.Length - 1; i >= 0; i--) word = word << 8 | bytes[i];
        return word;
    }

    private string KeyText(int position)
    {
        int length = _bytes[position..].IndexOf((byte)0);
        return length >= 0 ? Text(position, length) : throw Error(position, "a key does not end");
    }

    private byte[] Blob(int position, int length)
    {
        Spend(length, position);
        return Slice(position, length).ToArray();
    }

    private string Text(int position, int length)
    {
        Spend(length * (long)sizeof(char), position);
        ReadOnlySpan<byte> text = Slice(position, length);
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw Error(position, "text is not valid UTF-8");
    }

    /// <summary>The count that stands before a value, checked so that that many elements fit behind it.</summary>
    private readonly int Sized(int target, int width, int elementSize)
    {
        if (target < width) throw Error(target, "a list has no room for its size");
        ulong count = Word(target - width, width);
        return count <= (ulong)((_bytes.Length - target) / elementSize)
            ? (int)count
            : throw Error(target, $"a list has {count} elements, {_bytes.Length - target} bytes are left");
    }

    private readonly int Follow(int position, int width)
    {
        ulong offset = Word(position, width);
        return offset > 0 && offset <= (ulong)position
            ? position - (int)offset
            : throw Error(position, $"offset {offset} does not lead back into the options");
    }

    private readonly ReadOnlySpan<byte> Slice(int position, int size) => position >= 0 && size <= _bytes.Length - position
        ? _bytes.Slice(position, size)
        : throw Error(position, $"{size} bytes leave the options of {_bytes.Length} bytes");

    private void Spend(long heapBytes, int position)
    {
        _heap -= heapBytes;
        if (_heap < 0) throw Error(position, $"values take more than {FlatBudget.HeapBytesPerFileByte} times the size of the options");
    }

    private static InvalidModelException Error(int position, string message) => new($"byte {position} of the options: {message}");
}
