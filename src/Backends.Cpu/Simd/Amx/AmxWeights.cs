using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Weights of a product as tiles, in the order in which they are read: <c>[group][two tiles of columns][depth][plane][tile of columns][16 units][16 columns]</c>.</summary>
/// <remarks>Taps follow each other without gaps; what is missing of the last tiles is 0.</remarks>
internal sealed unsafe class AmxWeights
{
    /// <summary>Columns that are computed together.</summary>
    public const int Together = 2 * AmxJob.TileRows;

    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _start;
    private readonly int _planes;

    private AmxWeights(int groups, int columns, int taps, int units, int planes)
    {
        (Groups, Columns, Taps, Units, _planes) = (groups, columns, taps, units, planes);
        Depth = (int)(((long)taps * units + AmxJob.TileUnits - 1) / AmxJob.TileUnits);
        _weights = new PackedBuffer(groups * GroupBytes);
        _start = new PackedBuffer((long)groups * Pairs * Together * sizeof(uint));
    }

    public int Groups { get; }

    /// <summary>Columns per group.</summary>
    public int Columns { get; }

    public int Taps { get; }

    /// <summary>Units of 32 bits per tap and plane.</summary>
    public int Units { get; }

    /// <summary>Tiles that follow each other in a sum.</summary>
    public int Depth { get; }

    /// <summary>Pairs of tiles of columns, the last of which may be a single one.</summary>
    public int Pairs => (Columns + Together - 1) / Together;

    /// <summary>Bytes of one group.</summary>
    public long GroupBytes => (long)((Columns + AmxJob.TileRows - 1) / AmxJob.TileRows) * Depth * _planes * AmxJob.TileBytes;

    /// <param name="groups">Groups of columns.</param>
    /// <param name="columns">Columns per group.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="units">Units per tap.</param>
    /// <param name="planes">The weights; of split floats the upper parts, then the lower ones.</param>
    public static AmxWeights Pack<TUnits>(int groups, int columns, int taps, int units, params ReadOnlySpan<TUnits> planes) where TUnits : IWeightUnits
    {
        var packed = new AmxWeights(groups, columns, taps, units, planes.Length);
        var to = (uint*)packed._weights.Pointer;
        for (int g = 0; g < groups; g++)
            for (int pair = 0; pair < packed.Pairs; pair++)
                for (int step = 0; step < packed.Depth; step++)
                    foreach (TUnits plane in planes)
                        for (int tile = 0; tile < packed.TilesOf(pair); tile++, to += AmxJob.TileBytes / sizeof(uint))
                            packed.PackTile(to, g, (pair * Together) + (tile * AmxJob.TileRows), step * AmxJob.TileUnits, plane);
        return packed;
    }

    /// <summary>Tiles of columns of a pair.</summary>
    public int TilesOf(int pair) => Columns - (pair * Together) > AmxJob.TileRows ? 2 : 1;

    /// <summary>Weights of a pair of a group.</summary>
    public byte* At(int group, int pair) => _weights.Pointer + (group * GroupBytes) + ((long)pair * 2 * Depth * _planes * AmxJob.TileBytes);

    /// <summary>Values that the sums of a group's columns begin with.</summary>
    public Span<T> Start<T>(int group) where T : unmanaged => new(StartOf(group, 0), Columns);

    /// <summary>Those of a pair.</summary>
    public byte* StartOf(int group, int pair) => _start.Pointer + ((((long)group * Pairs) + pair) * Together * sizeof(uint));

    private void PackTile<TUnits>(uint* to, int group, int column, int first, TUnits source) where TUnits : IWeightUnits
    {
        int columns = Math.Min(AmxJob.TileRows, Columns - column), last = (int)Math.Min(first + (long)AmxJob.TileUnits, (long)Taps * Units);
        for (int c = 0; c < columns; c++)
            for (int at = first, count; at < last; at += count)
            {
                int unit = at % Units;
                count = Math.Min(Units - unit, last - at);
                source.Copy(group, column + c, at / Units, unit, count, to + ((nint)(at - first) * AmxJob.TileRows) + c, AmxJob.TileRows);
            }
    }
}
