namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>F(4x4, 3x3): 16 results of a 3 by 3 window from 36 products instead of 144.</summary>
internal static class WinogradTile
{
    /// <summary>Results along each side of a tile.</summary>
    public const int Results = 4;

    /// <summary>Places of the input along each side that they need.</summary>
    public const int Patch = 6;

    /// <summary>Products per tile, input and output channel.</summary>
    public const int Products = Patch * Patch;

    /// <summary>Weights along each side of a window, and of all of it, for an input and output channel.</summary>
    public const int Side = Patch - Results + 1, Taps = Side * Side;
}
