namespace NnBridge.Parsers.TfLite.FlatBuffers;

/// <summary>Bounds what reading one file may cost, whatever its offsets say.</summary>
/// <remarks>
/// Offsets only go forward, so there are no cycles, but any number of slots may point to the same table or vector: a small file can
/// describe an enormous tree. Every table visited and every byte copied is therefore counted. A file that shares nothing stays far below
/// both limits, because a table takes at least eight bytes (itself and the slot that points to it). The limits keep the time linear in
/// the size of the file, and the memory below <see cref="HeapBytesPerFileByte"/> times its size.
/// </remarks>
/// <param name="fileLength">Size of the file in bytes.</param>
/// <param name="elementBudget">Most tables to visit, as the caller wants it.</param>
internal sealed class FlatBudget(int fileLength, int elementBudget)
{
    /// <summary>Most managed memory that reading allocates, per byte of the file, beyond a constant 64 KB.</summary>
    public const int HeapBytesPerFileByte = 64;

    private const int Slack = 64;
    private const int BytesPerTable = 8;
    private const int CopiedBytesPerFileByte = 16;
    private const int ArrayOverhead = 32;

    private readonly int _tableLimit = Math.Min(elementBudget, fileLength / BytesPerTable + Slack);
    private long _visited;
    private long _bytes = (long)CopiedBytesPerFileByte * (fileLength + Slack);

    /// <summary>Counts tables about to be visited.</summary>
    /// <param name="count">How many.</param>
    /// <param name="position">Byte position of what refers to them.</param>
    /// <exception cref="InvalidModelException">There are more than the budget allows.</exception>
    public void Visit(int count, int position)
    {
        _visited += count;
        if (_visited > _tableLimit)
            throw FlatFile.Error(position, $"the file refers to more tables than expected ({_tableLimit} at most)");
    }

    /// <summary>Counts bytes about to be copied out of the file.</summary>
    /// <param name="bytes">Size of the copy; nothing is charged for an empty one.</param>
    /// <param name="position">Byte position of the copied data.</param>
    /// <exception cref="InvalidModelException">It is more than the budget allows.</exception>
    public void Copy(long bytes, int position)
    {
        if (bytes == 0) return;
        _bytes -= bytes + ArrayOverhead;
        if (_bytes < 0)
            throw FlatFile.Error(position, $"vectors and strings add up to more than {CopiedBytesPerFileByte} times the size of the file");
    }
}
