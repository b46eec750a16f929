using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A small input with its padding around it: every window of a convolution then lies inside, and neighbours are found together.</summary>
internal sealed unsafe class PaddedInput
{
    /// <summary>Windows per row from which those at the edges are few.</summary>
    private const int Narrow = 32;

    /// <summary>Elements that the copy has at most.</summary>
    private const long MaxFloats = 64 * 1024;

    private readonly MovedAxes _copy;
    private readonly nint _first;

    private PaddedInput((WindowAxis D, WindowAxis H, WindowAxis W) axes, (WindowAxis D, WindowAxis H, WindowAxis W) padded, int batches, int channels)
    {
        Axes = padded;
        int row = padded.W.Input * channels, plane = padded.H.Input * row, image = padded.D.Input * plane;
        Floats = batches * image;
        _first = ((nint)axes.D.Before * plane) + ((nint)axes.H.Before * row) + ((nint)axes.W.Before * channels);
        int narrow = axes.W.Input * channels, flat = axes.H.Input * narrow;
        _copy = new MovedAxes([batches, axes.D.Input, axes.H.Input, narrow], [axes.D.Input * flat, flat, narrow, 1], [image, plane, row, 1], sizeof(float));
    }

    /// <summary>Spatial dimensions of the copy.</summary>
    public (WindowAxis D, WindowAxis H, WindowAxis W) Axes { get; }

    /// <summary>Size of the copy.</summary>
    public int Floats { get; }

    /// <summary>The padded input of a convolution; null where a copy is not worth it.</summary>
    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="batches">Batches.</param>
    /// <param name="channels">Elements of a place.</param>
    public static PaddedInput? Of((WindowAxis D, WindowAxis H, WindowAxis W) axes, int batches, int channels)
    {
        (WindowAxis D, WindowAxis H, WindowAxis W) padded = (Pad(axes.D), Pad(axes.H), Pad(axes.W));
        bool moves = axes.D.Before >= 0 && axes.H.Before >= 0 && axes.W.Before >= 0, changes = padded != axes;
        bool small = (long)batches * padded.D.Input * padded.H.Input * padded.W.Input * channels <= MaxFloats;
        return moves && changes && small && axes.W.Output <= Narrow ? new PaddedInput(axes, padded, batches, channels) : null;
    }

    /// <summary>Copies the input.</summary>
    /// <param name="x">The input.</param>
    /// <param name="to">Receives <see cref="Floats"/> elements.</param>
    public void Copy(float* x, float* to)
    {
        new Span<float>(to, Floats).Clear();
        _copy.Run((byte*)x, (byte*)(to + _first));
    }

    private static WindowAxis Pad(WindowAxis axis)
    {
        int reach = ((axis.Output - 1) * axis.Stride) + ((axis.Kernel - 1) * axis.Dilation) + 1;
        return axis with { Input = Math.Max(axis.Before + axis.Input, reach), Before = 0 };
    }
}
