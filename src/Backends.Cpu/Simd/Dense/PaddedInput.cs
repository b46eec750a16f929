using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A small input with its padding around it: every window of a convolution then lies inside, and neighbours are found together.</summary>
internal sealed unsafe class PaddedInput
{
    /// <summary>Windows per row from which those at the edges are few.</summary>
    private const int Narrow = 32;

    /// <summary>Columns of a window, of places of a few bytes, from which those at the edges cost more than a copy, however few they are.</summary>
    private const int LargeKernel = 5, FewBytes = 16;

    /// <summary>Bytes that the copy has at most: of narrow inputs, and of large kernels.</summary>
    private const long MaxNarrowBytes = 256 * 1024, MaxBytes = 1024 * 1024;

    private readonly MovedAxes _copy;
    private readonly nint _first;

    private PaddedInput((WindowAxis D, WindowAxis H, WindowAxis W) axes, (WindowAxis D, WindowAxis H, WindowAxis W) padded, int batches, int placeBytes)
    {
        Axes = padded;
        int row = padded.W.Input * placeBytes, plane = padded.H.Input * row, image = padded.D.Input * plane;
        Bytes = batches * image;
        _first = ((nint)axes.D.Before * plane) + ((nint)axes.H.Before * row) + ((nint)axes.W.Before * placeBytes);
        int narrow = axes.W.Input * placeBytes, flat = axes.H.Input * narrow;
        _copy = new MovedAxes([batches, axes.D.Input, axes.H.Input, narrow], [axes.D.Input * flat, flat, narrow, 1], [image, plane, row, 1], elementBytes: 1);
    }

    /// <summary>Spatial dimensions of the copy.</summary>
    public (WindowAxis D, WindowAxis H, WindowAxis W) Axes { get; }

    /// <summary>Size of the copy.</summary>
    public int Bytes { get; }

    /// <summary>The padded input of a convolution; null where a copy is not worth it.</summary>
    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="batches">Batches.</param>
    /// <param name="placeBytes">Bytes of a place.</param>
    public static PaddedInput? Of((WindowAxis D, WindowAxis H, WindowAxis W) axes, int batches, int placeBytes)
    {
        (WindowAxis D, WindowAxis H, WindowAxis W) padded = (axes.D.Padded, axes.H.Padded, axes.W.Padded);
        bool moves = axes.D.Before >= 0 && axes.H.Before >= 0 && axes.W.Before >= 0, changes = padded != axes;
        long bytes = (long)batches * padded.D.Input * padded.H.Input * padded.W.Input * placeBytes;
        bool gains = (axes.W.Output <= Narrow && bytes <= MaxNarrowBytes) || (axes.W.Kernel >= LargeKernel && placeBytes <= FewBytes && bytes <= MaxBytes);
        return moves && changes && gains ? new PaddedInput(axes, padded, batches, placeBytes) : null;
    }

    /// <summary>Copies the input.</summary>
    /// <param name="x">The input.</param>
    /// <param name="to">Receives <see cref="Bytes"/>.</param>
    /// <param name="padding">Every byte of what stands for nothing.</param>
    public void Copy(byte* x, byte* to, byte padding)
    {
        new Span<byte>(to, Bytes).Fill(padding);
        _copy.Run(x, to + _first);
    }
}
