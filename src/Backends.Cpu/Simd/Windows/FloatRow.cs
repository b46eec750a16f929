namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>The geometry of tiles of neighbouring windows in a row, whose elements in a row of the input lie together.</summary>
/// <param name="Units">Floats of a window in a row of the input.</param>
/// <param name="Step">Bytes between neighbouring windows.</param>
/// <param name="Windows">Windows of a tile.</param>
/// <param name="Vectors">Vectors of output channels.</param>
internal sealed record FloatRow(int Units, int Step, int Windows, int Vectors)
{
    /// <summary>Most units: each has code of its own.</summary>
    public const int MaxUnits = 40;

    /// <summary>Most windows of a tile, most vectors, and most sums: all sums stay in registers.</summary>
    public const int MaxWindows = 12, MaxVectors = 4, MaxSums = 24;

    /// <summary>What happens once per tile takes about as long as so many products of vectors.</summary>
    private const int TileOverhead = 40;

    /// <summary>Products that are on their way at once: fewer sums than that wait for themselves.</summary>
    private const int Latency = 8;

    /// <summary>The tiles that take least time.</summary>
    /// <param name="units">Floats of a window in a row of the input.</param>
    /// <param name="taps">Rows of a window.</param>
    /// <param name="step">Bytes between neighbouring windows.</param>
    /// <param name="windows">Windows in a row.</param>
    /// <param name="vectors">Vectors of output channels.</param>
    public static FloatRow Best(int units, int taps, int step, int windows, int vectors)
    {
        (FloatRow best, long least) = (new FloatRow(units, step, 1, 1), long.MaxValue);
        for (int columns = 1; columns <= Math.Min(MaxVectors, vectors); columns++)
            for (int rows = 1; rows <= Math.Min(Math.Min(MaxWindows, MaxSums / columns), windows); rows++)
            {
                long tiles = (long)((windows + rows - 1) / rows) * ((vectors + columns - 1) / columns);
                // Two products and two loads at a time.
                long time = tiles * (((long)units * taps * Math.Max(Math.Max(rows * columns, rows + columns), Latency)) + TileOverhead);
                if (time < least) (best, least) = (new FloatRow(units, step, rows, columns), time);
            }

        return best;
    }
}
