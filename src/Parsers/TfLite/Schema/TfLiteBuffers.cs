using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>The buffers of a model: inside the FlatBuffer, behind it, or in other files.</summary>
internal sealed class TfLiteBuffers
{
    private readonly ReadOnlyMemory<byte>?[] _buffers;
    private readonly Dictionary<uint, TfLiteExternalBuffer> _external = [];

    private TfLiteBuffers(int count) => _buffers = new ReadOnlyMemory<byte>?[count];

    /// <summary>Reads the lists of buffers.</summary>
    /// <exception cref="InvalidModelException">A buffer leaves the file, or two external ones have the same number.</exception>
    public static TfLiteBuffers Read(FlatFile file, FlatTable model)
    {
        FlatTables tables = model.Tables(4);
        var buffers = new TfLiteBuffers(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            buffers._buffers[i] = table.Bytes(0) ?? DataBehind(file, table.UInt64(1), table.UInt64(2), new TfLitePlace("buffer", i));
        }

        buffers.ReadExternal(model);
        return buffers;
    }

    /// <summary>Data that a table names by position and size; null when it does not: writers use 0 and 1 for none.</summary>
    /// <exception cref="InvalidModelException">It leaves the file.</exception>
    public static ReadOnlyMemory<byte>? DataBehind<TPlace>(FlatFile file, ulong offset, ulong size, TPlace where)
    {
        // Not a conditional expression: there, null would become an empty memory.
        if (offset <= 1) return null;
        return file.Range(offset, size, where);
    }

    /// <summary>Checks the number of a buffer.</summary>
    /// <exception cref="InvalidModelException">There is no such buffer. Number 0 means none and always exists.</exception>
    public int Check<TPlace>(uint index, TPlace where) => TfLiteIndices.Check(index, Math.Max(1, _buffers.Length), where, "buffer");

    /// <summary>Content of a buffer; null when it has none.</summary>
    public ReadOnlyMemory<byte>? Data(int index) => index == 0 ? null : _buffers[index];

    /// <summary>The buffer in another file that a tensor names; null when it names none.</summary>
    /// <exception cref="InvalidModelException">There is no such buffer.</exception>
    public TfLiteExternalBuffer? External<TPlace>(uint id, TPlace where)
    {
        if (id == 0) return null;
        return _external.GetValueOrDefault(id) ?? throw new InvalidModelException($"{where}: there is no external buffer {id}");
    }

    private void ReadExternal(FlatTable model)
    {
        FlatTables groups = model.Tables(8);
        var files = new string[groups.Count];
        for (int i = 0; i < files.Length; i++) files[i] = groups[i].String(0);

        FlatTables tables = model.Tables(9);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            int group = TfLiteIndices.Check(table.UInt32(1), files.Length, new TfLitePlace("external buffer", i), "group");
            var buffer = new TfLiteExternalBuffer(files[group], table.UInt64(2), table.UInt64(3), table.String(4));
            if (!_external.TryAdd(table.UInt32(0), buffer))
                throw new InvalidModelException($"external buffer {i} has the number {table.UInt32(0)}, which another one has");
        }
    }
}
