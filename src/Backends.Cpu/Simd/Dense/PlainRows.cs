namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Rows one after the other in memory.</summary>
internal readonly unsafe struct PlainRows(byte* rows, nint stride, nint groupBytes) : IRowSource
{
    public int ScratchBytes => 0;

    public void Fill(byte** table, byte* scratch, int group, int first, int count, DenseBlock block)
    {
        byte* at = rows + (first * stride) + (group * groupBytes) + (block.Unit * sizeof(uint));
        for (int i = 0; i < count; i++, at += stride) table[i] = at;
        for (int i = count; i < TileJob.CommonRows; i++) table[i] = table[0];
    }
}
