namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Weights of a product in the order in which tiles read them, packed once: <c>[group][panel][block][tap][unit][column]</c>.</summary>
internal sealed unsafe class DenseWeights
{
    /// <summary>Units of a column that are packed in one go.</summary>
    private const int Together = 32;

    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _start;
    private readonly long[] _panelOffsets;
    private readonly int _paddedColumns;

    private readonly bool _interleaves;

    private DenseWeights(TileSet tiles, int groups, int columns, int taps, int units, int blockUnits, bool allocates, bool interleaves = false)
    {
        _interleaves = interleaves;
        (Tiles, Groups, Columns, Taps, Units) = (tiles, groups, columns, taps, units);
        Blocks = DenseBlock.Divide(taps, units, blockUnits);
        Panels = interleaves ? DensePanel.Full(columns, tiles.Lanes, tiles.MaxColumns) : DensePanel.Even(columns, tiles.Lanes, tiles.MaxColumns);
        TileRows = Panels.Length == 0 ? TileJob.CommonRows : int.MaxValue;
        _panelOffsets = new long[Panels.Length + 1];
        for (int p = 0; p < Panels.Length; p++)
        {
            TileRows = Math.Min(TileRows, tiles.RowsOf(Panels[p].Vectors));
            _panelOffsets[p + 1] = _panelOffsets[p] + ((long)taps * units * Panels[p].Vectors * tiles.Lanes * tiles.UnitBytes);
        }

        _paddedColumns = (columns + tiles.Lanes - 1) / tiles.Lanes * tiles.Lanes;
        _weights = new PackedBuffer(allocates ? groups * _panelOffsets[^1] : 0);
        _start = new PackedBuffer((long)groups * _paddedColumns * sizeof(uint));
    }

    public TileSet Tiles { get; }

    public int Groups { get; }

    /// <summary>Columns per group.</summary>
    public int Columns { get; }

    public int Taps { get; }

    /// <summary>Units per tap.</summary>
    public int Units { get; }

    public DenseBlock[] Blocks { get; }

    public DensePanel[] Panels { get; }

    /// <summary>Rows of a tile, the same for all panels.</summary>
    public int TileRows { get; }

    /// <summary>Bytes of one group.</summary>
    public long GroupBytes => _panelOffsets[^1];

    /// <param name="tiles">Kernels that will read the weights.</param>
    /// <param name="groups">Groups of columns.</param>
    /// <param name="columns">Columns per group.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="units">Units per tap.</param>
    /// <param name="blockUnits">Most products that are added in one go; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="source">The weights.</param>
    /// <param name="interleaves">Whether columns are in the order of <see cref="StripJob"/>.</param>
    public static DenseWeights Pack<TUnits>(TileSet tiles, int groups, int columns, int taps, int units, int blockUnits, TUnits source, bool interleaves = false)
        where TUnits : IWeightUnits
    {
        DenseWeights packed = Allocate(tiles, groups, columns, taps, units, blockUnits, interleaves);
        packed.Repack(source);
        return packed;
    }

    /// <summary>Weights that the caller packs; zeros until then.</summary>
    /// <inheritdoc cref="Pack"/>
    public static DenseWeights Allocate(TileSet tiles, int groups, int columns, int taps, int units, int blockUnits, bool interleaves = false) =>
        new(tiles, groups, columns, taps, units, blockUnits, allocates: true, interleaves);

    /// <summary>The order of float weights that are packed in every run, into memory of the run.</summary>
    public static DenseWeights LayOut(TileSet tiles, int columns, int units) => new(tiles, 1, columns, 1, units, int.MaxValue, allocates: false);

    private void Repack<TUnits>(TUnits source) where TUnits : IWeightUnits
    {
        for (int g = 0; g < Groups; g++)
            for (int p = 0; p < Panels.Length; p++)
            {
                byte* to = _weights.Pointer + OffsetOf(g, p);
                foreach (DenseBlock block in Blocks) to = PackBlock(to, g, Panels[p], block, source);
            }
    }

    /// <summary>Columns of a group with those that fill up the last vector.</summary>
    public int PaddedColumns => _paddedColumns;

    /// <summary>Values that the sums of a group's columns begin with, each at its <see cref="PlaceOf"/>.</summary>
    public Span<T> Start<T>(int group) where T : unmanaged => new(_start.Pointer + ((long)group * _paddedColumns * sizeof(uint)), _paddedColumns);

    /// <summary>Where a column of a group is among packed ones: four of each vector of a panel take turns where columns are interleaved.</summary>
    public int PlaceOf(int column)
    {
        if (!_interleaves) return column;
        const int Together = 4;
        int wide = Tiles.Lanes * Tiles.MaxColumns, within = column % wide, vectors = Panels[column / wide].Vectors;
        int four = within / Together;
        return column - within + (four % vectors * Tiles.Lanes) + (four / vectors * Together) + (within % Together);
    }

    public byte* StartOf(int group, int panel) => _start.Pointer + ((((long)group * _paddedColumns) + Panels[panel].First) * sizeof(uint));

    /// <summary>Where packed weights begin.</summary>
    public byte* Pointer => _weights.Pointer;

    /// <summary>Distance of a panel's weights from the beginning.</summary>
    public long OffsetOf(int group, int panel) => (group * GroupBytes) + _panelOffsets[panel];

    /// <summary>Where the weights of a part begin, of which each is some rows and one panel, or all; null when there is no such part.</summary>
    /// <param name="part">Panels come first, then rows, then groups.</param>
    /// <param name="panelParts">Number of panels, or 1 for parts of all panels.</param>
    /// <param name="rowParts">Parts that rows are divided into.</param>
    public long? OffsetOfPart(int part, int panelParts, int rowParts)
    {
        int group = part / panelParts / rowParts;
        return part < 0 || group >= Groups ? null : OffsetOf(group, part % panelParts);
    }

    /// <summary>
    /// Distance from the weights of a block to those that a tile brings near meanwhile: a piece of what comes next, until all of it is near. More
    /// at once would make the tile wait for memory.
    /// </summary>
    /// <param name="panel">The panel.</param>
    /// <param name="block">The block.</param>
    /// <param name="next">Distance to what comes next; 0 when nothing does.</param>
    /// <param name="turn">Tiles that had the same weights before.</param>
    public long Ahead(int panel, DenseBlock block, long next, int turn)
    {
        long piece = (long)block.Taps * block.Units * TileJob.AheadBytes;
        return next != 0 && (turn + 1) * piece <= BlockBytes(panel, block) ? next + (turn * piece) : 0;
    }

    /// <summary>Bytes of a block's weights for one panel.</summary>
    public long BlockBytes(int panel, DenseBlock block) => (long)block.Taps * block.Units * Panels[panel].Vectors * Tiles.Lanes * Tiles.UnitBytes;

    private byte* PackBlock<TUnits>(byte* to, int group, DensePanel panel, DenseBlock block, TUnits source) where TUnits : IWeightUnits
    {
        int width = panel.Vectors * Tiles.Lanes;
        bool rounds = Tiles.Unit == TileUnit.Float24;
        uint* whole = stackalloc uint[rounds ? Together * width : 1];
        if (rounds) new Span<uint>(whole, Together * width).Clear();
        for (int tap = block.Tap; tap < block.Tap + block.Taps; tap++)
            for (int unit = block.Unit; unit < block.Unit + block.Units;)
            {
                // A few units of all columns at a time: what is written stays in the first-level cache until its lines are full.
                int count = Math.Min(Together, block.Unit + block.Units - unit);
                uint* units = rounds ? whole : (uint*)to;
                for (int c = 0; c < panel.Count; c++) source.Copy(group, panel.First + c, tap, unit, count, units + PlaceOf(panel.First + c) - panel.First, width);
                if (rounds) Float24.Pack(whole, to, (nint)count * width);
                to += (nint)count * width * Tiles.UnitBytes;
                unit += count;
            }

        return to;
    }
}
