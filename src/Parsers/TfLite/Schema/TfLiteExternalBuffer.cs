namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Content of a tensor that lies in a file beside the model.</summary>
/// <param name="File">Relative path of the file.</param>
/// <param name="Offset">Position in that file.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Packing">Name of a special arrangement of the elements; empty for plain row-major data.</param>
internal sealed record TfLiteExternalBuffer(string File, ulong Offset, ulong Length, string Packing)
{
    /// <summary>Fetches the content.</summary>
    /// <exception cref="InvalidModelException">The file is not available, or shorter than the model says.</exception>
    public ReadOnlyMemory<byte> Open(ModelSource source)
    {
        if (source.OpenCompanion is not { } open)
            throw new InvalidModelException($"the model has weights in '{File}', which was not given along with it");
        ReadOnlyMemory<byte> bytes = open(File);
        var length = (ulong)bytes.Length;
        return Length <= length && Offset <= length - Length
            ? bytes.Slice((int)Offset, (int)Length)
            : throw new InvalidModelException($"'{File}' has {length} bytes, the model refers to {Length} bytes at {Offset}");
    }
}
