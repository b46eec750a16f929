namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Blocks of rows, one below the other, times up to two tiles of columns.</summary>
internal unsafe struct AmxJob
{
    /// <summary>Bytes of a full tile: 16 rows of <see cref="RowBytes"/>.</summary>
    public const int TileBytes = 1024;

    /// <summary>Bytes of a full tile's row.</summary>
    public const int RowBytes = 64;

    /// <summary>Rows of a full tile, and columns of a tile of sums.</summary>
    public const int TileRows = 16;

    /// <summary>Units of 32 bits in a row of a tile.</summary>
    public const int TileUnits = RowBytes / sizeof(uint);

    /// <summary>Most rows of a block: two tiles.</summary>
    public const int MaxRows = 2 * TileRows;

    private const int Palette = 1;
    private const int WidthsAt = 16;
    private const int HeightsAt = 48;
    private const int SumTiles = 4;
    private const int FirstWeights = 6;
    private const int Tiles = 8;

    /// <summary>What <c>ldtilecfg</c> reads: 64 bytes.</summary>
    public fixed byte Configuration[64];

    /// <summary>Packed activations of <see cref="AmxRows"/>.</summary>
    public byte* Rows;

    /// <summary>Packed weights of <see cref="AmxWeights"/>.</summary>
    public byte* Weights;

    /// <summary>Values that sums begin with, one per column of both tiles.</summary>
    public byte* Start;

    /// <summary>Receives sums: of the first tile of columns all rows of all blocks, 64 bytes each, then of the second.</summary>
    public byte* Sums;

    /// <summary>Bytes between the sums of both tiles of columns.</summary>
    public long ColumnSums;

    /// <summary>Blocks of rows; at least 1.</summary>
    public long Blocks;

    /// <summary>Bytes of sums of a block and one tile of columns.</summary>
    public long BlockSums;

    /// <summary>Tiles that follow each other in the sum of products; at least 1.</summary>
    public long Depth;

    /// <summary>Says how many rows a block has.</summary>
    /// <param name="rows">1 to <see cref="MaxRows"/>.</param>
    public void SetRows(int rows)
    {
        for (int i = 0; i < RowBytes; i++) Configuration[i] = 0;
        Configuration[0] = Palette;
        int upper = Math.Min(rows, TileRows), lower = rows - upper;
        // Sums: 0 and 1 of the upper rows, 2 and 3 of the lower ones. Activations: 4 and 5. Weights: 6 and 7.
        for (int tile = 0; tile < Tiles; tile++)
        {
            int height = tile >= FirstWeights ? TileRows : (tile < SumTiles ? tile < 2 : tile == SumTiles) ? upper : lower;
            Configuration[HeightsAt + tile] = (byte)height;
            Configuration[WidthsAt + (2 * tile)] = (byte)(height == 0 ? 0 : RowBytes);
        }

        BlockSums = rows * RowBytes;
    }
}
