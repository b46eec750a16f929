using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>How the windows of a convolution lie over its input; made once.</summary>
internal sealed unsafe class WindowShape
{
    private readonly PackedBuffer _taps;

    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="pixelBytes">Bytes between neighbouring places of the input.</param>
    public WindowShape((WindowAxis D, WindowAxis H, WindowAxis W) axes, int pixelBytes)
    {
        (D, H, W) = axes;
        PixelBytes = pixelBytes;
        Taps = D.Kernel * H.Kernel * W.Kernel;
        _taps = new PackedBuffer((long)Taps * sizeof(Tap));
        var taps = (Tap*)_taps.Pointer;
        for (int t = 0; t < Taps; t++)
        {
            int z = t / (H.Kernel * W.Kernel) * D.Dilation, y = t / W.Kernel % H.Kernel * H.Dilation, x = t % W.Kernel * W.Dilation;
            taps[t] = new Tap(z, y, x, ((((nint)z * H.Input) + y) * W.Input + x) * pixelBytes);
        }
    }

    public WindowAxis D { get; }

    public WindowAxis H { get; }

    public WindowAxis W { get; }

    public int PixelBytes { get; }

    public int Taps { get; }

    /// <summary>Windows per batch.</summary>
    public int Windows => D.Output * H.Output * W.Output;

    /// <summary>Whether each window is one place of the input, in the same order.</summary>
    public bool IsPlain => Taps == 1 && Windows == D.Input * H.Input * W.Input && IsIdentity(D) && IsIdentity(H) && IsIdentity(W);

    /// <summary>How to reach windows: with few channels, finding a place costs more than computing with it, so places are taken together.</summary>
    /// <param name="fewBytes">Bytes of a place below which places are taken together.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="readsOn">Whether up to a unit of what follows a row may be read and multiplied by 0.</param>
    public WindowAccess Access(int fewBytes, int groups, bool readsOn)
    {
        if (IsPlain || PixelBytes / groups >= fewBytes) return WindowAccess.Places;
        return groups == 1 && W.Dilation == 1 && readsOn ? WindowAccess.Joined : WindowAccess.Gathered;
    }

    /// <summary>Taps of a product.</summary>
    public int TapsOf(WindowAccess access) => access switch
    {
        WindowAccess.Places => Taps,
        WindowAccess.Joined => D.Kernel * H.Kernel,
        WindowAccess.Gathered => 1,
    };

    public Tap* First => (Tap*)_taps.Pointer;

    private static bool IsIdentity(WindowAxis axis) => axis is { Stride: 1, Before: 0 } || axis is { Input: 1, Before: 0, Output: 1 };

    /// <summary>One element of the window.</summary>
    /// <param name="Z">Distance from the window's beginning.</param>
    /// <param name="Y">Distance from the window's beginning.</param>
    /// <param name="X">Distance from the window's beginning.</param>
    /// <param name="Offset">The same in bytes.</param>
    public readonly record struct Tap(int Z, int Y, int X, nint Offset);
}
