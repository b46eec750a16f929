namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Tells where the rows of activations are that a product multiplies.</summary>
internal unsafe interface IRowSource
{
    /// <summary>Memory that <see cref="Fill"/> needs.</summary>
    int ScratchBytes { get; }

    /// <summary>Fills <see cref="TileJob.Rows"/>.</summary>
    /// <param name="table">Receives <c>[block.Taps][MaxRows]</c>, has room for <see cref="TileJob.SpareRows"/> more; rows beyond <paramref name="count"/>, up to <see cref="TileJob.CommonRows"/>, point to memory that may be read.</param>
    /// <param name="scratch">Memory for rows that must be put together.</param>
    /// <param name="group">Group of channels.</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Rows.</param>
    /// <param name="block">Part of the sum.</param>
    void Fill(byte** table, byte* scratch, int group, int first, int count, DenseBlock block);
}
