namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Where a tile lies in its product, and which part of the sum it adds.</summary>
/// <param name="Row">First row.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Column">First column, counted over all groups.</param>
/// <param name="Columns">Columns.</param>
/// <param name="IsPadded">Whether the tile has more columns than the result.</param>
/// <param name="IsFirst">Whether sums begin.</param>
/// <param name="IsLast">Whether sums are complete afterwards.</param>
internal readonly record struct TilePlace(int Row, int Rows, int Column, int Columns, bool IsPadded, bool IsFirst, bool IsLast);
