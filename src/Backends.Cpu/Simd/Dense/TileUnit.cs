namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>What a unit of weights is that a tile multiplies.</summary>
internal enum TileUnit
{
    /// <summary>A float, or what tiles of integers make of 32 bits.</summary>
    Float,

    /// <summary>Two floats of 16 bits.</summary>
    Pair,

    /// <summary>The upper 24 bits of a float (<see cref="Float24"/>).</summary>
    Float24,
}
