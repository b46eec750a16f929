namespace NnBridge.Ops;

/// <summary>How the place of a window's maximum becomes one number. Places count from 0, padding left out unless stated.</summary>
public enum PoolIndexing
{
    /// <summary>In the whole tensor, seen as <c>[N, C, spatial…]</c> in row-major order.</summary>
    ChannelsFirst,
    /// <summary>Like <see cref="ChannelsFirst"/>, but within an image the first spatial dimension varies fastest.</summary>
    ChannelsFirstColumnMajor,
    /// <summary>In the window, in row-major order; elements of the window that lie in padding count.</summary>
    Window,
}
