namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>How integer weights lie in their tensor, and how a product sees them.</summary>
/// <param name="Tiles">What multiplies.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Columns">Output channels per group.</param>
/// <param name="Taps">Parts of a window.</param>
/// <param name="Channels">Elements of a part: input channels per group, times the places that are taken together.</param>
/// <param name="IsDepthwise">Whether output channels are last in the tensor, as depthwise convolution has them.</param>
/// <param name="HasBias">Whether sums begin with the bias.</param>
internal sealed record IntegerLayout(IntegerTiles Tiles, int Groups, int Columns, int Taps, int Channels, bool IsDepthwise = false, bool HasBias = true)
{
    /// <summary>Products per column.</summary>
    public int Depth => Taps * Channels;

    /// <summary>Elements of a part in whole units.</summary>
    public int PaddedChannels => (Channels + Tiles.UnitElements - 1) / Tiles.UnitElements * Tiles.UnitElements;

    /// <summary>Units per tap.</summary>
    public int Units => PaddedChannels / Tiles.UnitElements;

    /// <summary>Place in the tensor of product <paramref name="depth"/> of a column.</summary>
    public int Index(int group, int column, int depth) => IsDepthwise
        ? (depth * Step) + (group * Columns) + column
        : (((group * Columns) + column) * Depth) + depth;

    /// <summary>Distance in the tensor to the next product of a column.</summary>
    public int Step => IsDepthwise ? Groups * Columns : 1;
}
