namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Rows one after the other in memory.</summary>
internal readonly unsafe struct PlainRows(byte* rows, nint stride, nint groupBytes) : IRowSource
{
    public int ScratchBytes => 0;

    public void Fill(byte** table, byte* scratch, int group, int first, int count, DenseBlock block)
    {
        byte* at = rows + (first * stride) + (group * groupBytes) + (block.Unit * sizeof(uint));
        for (int i = 0; i < TileJob.MaxRows; i++)
        {
            table[i] = at;
            if (i < count - 1) at += stride;
        }
    }
}
