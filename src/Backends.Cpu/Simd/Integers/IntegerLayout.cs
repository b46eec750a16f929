namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>How integer weights lie in their tensor, and how a product sees them.</summary>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Columns">Output channels per group.</param>
/// <param name="WindowTaps">Elements of the window.</param>
/// <param name="Channels">Input channels per group.</param>
/// <param name="IsGathered">Whether windows are copied, so that the product has one tap.</param>
/// <param name="IsDepthwise">Whether output channels are last in the tensor, as depthwise convolution has them.</param>
/// <param name="HasBias">Whether sums begin with the bias.</param>
internal sealed record IntegerLayout(int Groups, int Columns, int WindowTaps, int Channels, bool IsGathered, bool IsDepthwise = false, bool HasBias = true)
{
    /// <summary>Products per column.</summary>
    public int Depth => WindowTaps * Channels;

    /// <summary>Channels of a place, padded to whole units.</summary>
    public int PaddedChannels => (Channels + IntegerWeights.UnitElements - 1) / IntegerWeights.UnitElements * IntegerWeights.UnitElements;

    public int Taps => IsGathered ? 1 : WindowTaps;

    /// <summary>Units per tap.</summary>
    public int Units => IsGathered ? (Depth + IntegerWeights.UnitElements - 1) / IntegerWeights.UnitElements : PaddedChannels / IntegerWeights.UnitElements;

    /// <summary>Place in the tensor of product <paramref name="depth"/> of a column.</summary>
    public int Index(int group, int column, int depth) => IsDepthwise
        ? (depth * Groups * Columns) + (group * Columns) + column
        : (((group * Columns) + column) * Depth) + depth;

    /// <summary>Which product of a column an element of a unit is; -1 for padding.</summary>
    public int DepthOf(int tap, int element)
    {
        if (IsGathered) return element < Depth ? element : -1;
        return element < Channels ? (tap * Channels) + element : -1;
    }
}
