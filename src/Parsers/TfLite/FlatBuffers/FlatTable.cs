using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace NnBridge.Parsers.TfLite.FlatBuffers;

/// <summary>One table. Every access is checked when it is made; a field that is absent has the default of the schema.</summary>
/// <remarks>
/// The default value is an empty table: all its fields are absent. All members throw <see cref="InvalidModelException"/> with the byte
/// position when what they read is malformed. Fields are named by their number in the schema, counted from 0; a union takes two.
/// </remarks>
internal readonly ref struct FlatTable
{
    private const int VtableHeader = 4;

    private delegate T ElementReader<T>(ReadOnlySpan<byte> bytes);

    private readonly FlatFile? _file;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableSize;
    private readonly int _inlineSize;

    /// <summary>Checks the frame of a table.</summary>
    /// <param name="file">Where it lies.</param>
    /// <param name="position">Its position, as <see cref="FlatFile.Follow"/> returns it.</param>
    public FlatTable(FlatFile file, int position)
    {
        _file = file;
        _bytes = file.Bytes.Span;
        _position = position;
        long vtable = position - (long)BinaryPrimitives.ReadInt32LittleEndian(_bytes[position..]);
        if (vtable < 0 || vtable > _bytes.Length - VtableHeader || vtable % sizeof(ushort) != 0)
            throw FlatFile.Error(position, $"vtable at {vtable}, expected an even position inside the file of {_bytes.Length} bytes");
        _vtable = (int)vtable;
        _vtableSize = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[_vtable..]);
        _inlineSize = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_vtable + sizeof(ushort))..]);
        if (_vtableSize < VtableHeader || _vtableSize % sizeof(ushort) != 0 || _vtableSize > _bytes.Length - _vtable)
        {
            throw FlatFile.Error(_vtable, $"vtable has {_vtableSize} bytes, expected an even number from {VtableHeader} to " +
                $"{_bytes.Length - _vtable}");
        }

        if (_inlineSize < sizeof(int) || _inlineSize > _bytes.Length - position)
            throw FlatFile.Error(_vtable, $"table has {_inlineSize} bytes, expected {sizeof(int)} to {_bytes.Length - position}");
    }

    /// <summary>Where the table lies in the file.</summary>
    public int Position => _position;

    /// <summary>Whether the field is stored.</summary>
    public bool Has(int field) => Locate(field, 1) != 0;

    /// <summary>A <c>bool</c>: any byte but 0 is true.</summary>
    public bool Bool(int field, bool fallback = false) => Locate(field, sizeof(byte)) is not 0 and var at ? _bytes[at] != 0 : fallback;

    /// <summary>A <c>byte</c> (signed).</summary>
    public sbyte Int8(int field, sbyte fallback = 0) => Locate(field, sizeof(sbyte)) is not 0 and var at ? (sbyte)_bytes[at] : fallback;

    /// <summary>A <c>ubyte</c>.</summary>
    public byte UInt8(int field, byte fallback = 0) => Locate(field, sizeof(byte)) is not 0 and var at ? _bytes[at] : fallback;

    /// <summary>An <c>int</c>.</summary>
    public int Int32(int field, int fallback = 0) =>
        Locate(field, sizeof(int)) is not 0 and var at ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]) : fallback;

    /// <summary>A <c>uint</c>.</summary>
    public uint UInt32(int field, uint fallback = 0) =>
        Locate(field, sizeof(uint)) is not 0 and var at ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]) : fallback;

    /// <summary>A <c>long</c>.</summary>
    public long Int64(int field, long fallback = 0) =>
        Locate(field, sizeof(long)) is not 0 and var at ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]) : fallback;

    /// <summary>A <c>ulong</c>.</summary>
    public ulong UInt64(int field, ulong fallback = 0) =>
        Locate(field, sizeof(ulong)) is not 0 and var at ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]) : fallback;

    /// <summary>A <c>float</c>.</summary>
    public float Float(int field, float fallback = 0) =>
        Locate(field, sizeof(float)) is not 0 and var at ? BinaryPrimitives.ReadSingleLittleEndian(_bytes[at..]) : fallback;

    /// <summary>A number that stands for an enum member.</summary>
    /// <param name="field">A <c>byte</c> field.</param>
    /// <param name="last">Highest number that the schema knows; the lowest is 0.</param>
    /// <param name="fallback">The default of the schema.</param>
    public int EnumInt8(int field, int last, int fallback = 0) => CheckEnum(field, Int8(field, (sbyte)fallback), last);

    /// <summary>A number that stands for an enum member, stored in four bytes.</summary>
    /// <param name="field">An <c>int</c> or <c>uint</c> field.</param>
    /// <param name="last">Highest number that the schema knows; the lowest is 0.</param>
    public int EnumInt32(int field, int last) => CheckEnum(field, Int32(field), last);

    /// <summary>A string, which must be valid UTF-8; empty when absent.</summary>
    public string String(int field)
    {
        ReadOnlyMemory<byte> text = Vector(field, sizeof(byte), out int position);
        if (text.IsEmpty) return "";
        if (!Utf8.IsValid(text.Span)) throw FlatFile.Error(position, "string is not valid UTF-8");
        _file!.Budget.Copy((long)text.Length * sizeof(char), position);
        return Encoding.UTF8.GetString(text.Span);
    }

    /// <summary>A vector of <c>ubyte</c> as a slice of the file; null when absent.</summary>
    public ReadOnlyMemory<byte>? Bytes(int field)
    {
        // Not a conditional expression: there, null would become an empty memory.
        if (!Has(field)) return null;
        return Vector(field, sizeof(byte), out _);
    }

    /// <summary>A vector of <c>bool</c>; empty when absent.</summary>
    public ValueList<bool> Bools(int field) => Elements(field, sizeof(byte), static b => b[0] != 0);

    /// <summary>A vector of <c>ubyte</c>, widened; empty when absent.</summary>
    public ValueList<int> UInt8s(int field) => Elements<int>(field, sizeof(byte), static b => b[0]);

    /// <summary>A vector of <c>ushort</c>, widened; empty when absent.</summary>
    public ValueList<int> UInt16s(int field) =>
        Elements<int>(field, sizeof(ushort), static b => BinaryPrimitives.ReadUInt16LittleEndian(b));

    /// <summary>A vector of <c>int</c>; empty when absent.</summary>
    public ValueList<int> Int32s(int field) => Elements(field, sizeof(int), BinaryPrimitives.ReadInt32LittleEndian);

    /// <summary>A vector of <c>long</c>; empty when absent.</summary>
    public ValueList<long> Int64s(int field) => Elements(field, sizeof(long), BinaryPrimitives.ReadInt64LittleEndian);

    /// <summary>A vector of <c>float</c>; empty when absent.</summary>
    public ValueList<float> Floats(int field) => Elements(field, sizeof(float), BinaryPrimitives.ReadSingleLittleEndian);

    /// <summary>A nested table.</summary>
    /// <returns>False when the field is absent; <paramref name="table"/> is empty then.</returns>
    public bool TryTable(int field, out FlatTable table)
    {
        table = default;
        int origin = Locate(field, sizeof(uint));
        if (origin == 0) return false;
        _file!.Budget.Visit(1, origin);
        table = new FlatTable(_file, _file.Follow(origin));
        return true;
    }

    /// <summary>A vector of tables; empty when absent.</summary>
    public FlatTables Tables(int field)
    {
        int origin = Locate(field, sizeof(uint));
        return origin == 0 ? default : new FlatTables(_file!, _file!.Follow(origin));
    }

    /// <summary>A union: a table and the number of its type, either both or none.</summary>
    /// <param name="typeField">Field of the type number; the table is the next field.</param>
    /// <param name="table">The table; empty when the union is.</param>
    /// <returns>The number of the type in the union, counted from 1; 0 for none.</returns>
    public int Union(int typeField, out FlatTable table)
    {
        int type = UInt8(typeField);
        if (TryTable(typeField + 1, out table) != (type != 0))
            throw FlatFile.Error(_position, $"union field {typeField} has type {type} and {(type == 0 ? "a" : "no")} table");
        return type;
    }

    private int CheckEnum(int field, int number, int last) => number >= 0 && number <= last
        ? number
        : throw FlatFile.Error(_position, $"field {field} is {number}, the schema knows 0 to {last}");

    private ValueList<T> Elements<T>(int field, int elementSize, ElementReader<T> read) where T : unmanaged
    {
        ReadOnlySpan<byte> raw = Vector(field, elementSize, out int position).Span;
        if (raw.IsEmpty) return default;
        int count = raw.Length / elementSize;
        _file!.Budget.Copy(count * (long)sizeof(long), position);
        var elements = new T[count];
        for (int i = 0; i < count; i++) elements[i] = read(raw.Slice(i * elementSize, elementSize));
        return ValueList.Create<T>(elements);
    }

    private ReadOnlyMemory<byte> Vector(int field, int elementSize, out int position)
    {
        position = Locate(field, sizeof(uint));
        if (position == 0) return default;
        position = _file!.Follow(position);
        return _file.Vector(position, elementSize);
    }

    /// <summary>Position of a field of <paramref name="size"/> bytes; 0, where no field can be, when it is absent.</summary>
    private int Locate(int field, int size)
    {
        int slot = VtableHeader + field * sizeof(ushort);
        if (slot >= _vtableSize) return 0;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_vtable + slot)..]);
        if (offset == 0) return 0;
        if (offset < sizeof(int) || offset + size > _inlineSize)
            throw FlatFile.Error(_vtable + slot, $"field {field} of {size} bytes at {offset} leaves its table of {_inlineSize} bytes");
        return _position + offset;
    }
}
