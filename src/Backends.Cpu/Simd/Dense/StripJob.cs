namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Tiles of bytes one below the other, with the same columns: multiplied, brought to 8 bits and stored without leaving registers.</summary>
internal unsafe struct StripJob
{
    /// <summary>Where each row of each tap of each tile begins: <c>[Tiles][Taps][MaxRows]</c>.</summary>
    public byte** Rows;

    /// <summary>Number of tiles; at least 1.</summary>
    public long Tiles;

    /// <summary>Parts of which a row is made.</summary>
    public long Taps;

    /// <summary>Bytes per tap; whole units, at least one.</summary>
    public long TapBytes;

    /// <summary>Packed weights <c>[Taps][units][columns]</c>, columns as <see cref="DenseWeights.PlaceOf"/> has them.</summary>
    public byte* Weights;

    /// <summary>Weights that will be needed later, brought near while tiles are computed as <see cref="TileJob.Ahead"/> are, one tile's after another's.</summary>
    public byte* Ahead;

    /// <summary>Integers that sums begin with, one per column.</summary>
    public byte* Start;

    /// <summary>Floats that sums are multiplied with, one per column.</summary>
    public byte* Factors;

    /// <summary>What happens to all columns alike.</summary>
    public StripFinish* Finish;

    /// <summary>Receives bytes.</summary>
    public byte* Output;

    /// <summary>Bytes between rows of results.</summary>
    public long OutputStride;

    /// <summary>Bits of the columns that exist.</summary>
    public ulong Mask;
}
