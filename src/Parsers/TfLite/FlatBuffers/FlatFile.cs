using System.Buffers.Binary;

namespace NnBridge.Parsers.TfLite.FlatBuffers;

/// <summary>The bytes of a FlatBuffers file, and what reading them may still cost.</summary>
/// <param name="bytes">The whole file; data behind the FlatBuffer is allowed.</param>
/// <param name="elementBudget">Most tables to visit.</param>
internal sealed class FlatFile(ReadOnlyMemory<byte> bytes, int elementBudget)
{
    private const int IdentifierPosition = 4;
    private const int HeaderSize = 8;

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>What may still be visited and copied.</summary>
    public FlatBudget Budget { get; } = new(bytes.Length, elementBudget);

    /// <summary>Whether a file starts like a FlatBuffer with this identifier.</summary>
    public static bool HasIdentifier(ReadOnlySpan<byte> head, ReadOnlySpan<byte> identifier) =>
        head.Length >= HeaderSize && head[IdentifierPosition..HeaderSize].SequenceEqual(identifier);

    /// <summary>An error at a byte position.</summary>
    public static InvalidModelException Error(int position, string message) => new($"byte {position}: {message}");

    /// <summary>The root table.</summary>
    /// <param name="identifier">The four bytes that name the schema.</param>
    /// <exception cref="InvalidModelException">Too short, another identifier, or a malformed table.</exception>
    public FlatTable Root(ReadOnlySpan<byte> identifier)
    {
        if (Bytes.Length < HeaderSize)
            throw Error(0, $"the file has {Bytes.Length} bytes, expected at least {HeaderSize}");
        if (!HasIdentifier(Bytes.Span, identifier))
            throw Error(IdentifierPosition, $"file identifier is {Convert.ToHexString(Bytes.Span[IdentifierPosition..HeaderSize])}, " +
                $"expected {Convert.ToHexString(identifier)}");
        Budget.Visit(1, 0);
        return new FlatTable(this, Follow(0));
    }

    /// <summary>The target of the offset stored at <paramref name="origin"/>, which must lie inside the file.</summary>
    /// <exception cref="InvalidModelException">The offset does not go forward, leaves the file, or its target is not 4-aligned.</exception>
    public int Follow(int origin)
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[origin..]);
        long target = origin + (long)offset;
        if (offset == 0) throw Error(origin, "offset is 0, expected a forward offset");
        if (target > Bytes.Length - sizeof(uint)) throw Error(origin, $"offset leads to {target}, the file ends at {Bytes.Length}");
        if (target % sizeof(uint) != 0) throw Error(origin, $"offset leads to {target}, expected a multiple of {sizeof(uint)}");
        return (int)target;
    }

    /// <summary>The elements of the vector whose count is stored at <paramref name="position"/>.</summary>
    /// <param name="position">Position of the count, as <see cref="Follow"/> returns it.</param>
    /// <param name="elementSize">Bytes per element.</param>
    /// <exception cref="InvalidModelException">The vector leaves the file.</exception>
    public ReadOnlyMemory<byte> Vector(int position, int elementSize)
    {
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[position..]);
        long size = (long)count * elementSize;
        int start = position + sizeof(uint);
        return size <= Bytes.Length - start
            ? Bytes.Slice(start, (int)size)
            : throw Error(position, $"vector of {count} elements takes {size} bytes, {Bytes.Length - start} are left");
    }

    /// <summary>Bytes that a table names by their position in the file, usually behind the FlatBuffer.</summary>
    /// <param name="offset">Position in the file.</param>
    /// <param name="size">Number of bytes.</param>
    /// <param name="where">What names them; turned into text for a message only.</param>
    /// <exception cref="InvalidModelException">The range leaves the file.</exception>
    public ReadOnlyMemory<byte> Range<TPlace>(ulong offset, ulong size, TPlace where)
    {
        var length = (ulong)Bytes.Length;
        return size <= length && offset <= length - size
            ? Bytes.Slice((int)offset, (int)size)
            : throw new InvalidModelException($"{where}: {size} bytes at {offset} leave the file of {length} bytes");
    }
}
