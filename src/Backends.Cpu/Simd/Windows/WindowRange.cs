using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>The elements of a window that lie inside the input: along each dimension the first one, and one after the last.</summary>
internal readonly record struct WindowRange(int FirstD, int EndD, int FirstH, int EndH, int FirstW, int EndW)
{
    /// <summary>Of windows that begin at a place, with all columns.</summary>
    public static WindowRange Of((WindowAxis D, WindowAxis H, WindowAxis W) axes, int z, int y)
    {
        (int First, int End) d = Along(axes.D, z), h = Along(axes.H, y);
        return new(d.First, d.End, h.First, h.End, 0, axes.W.Kernel);
    }

    /// <summary>With the columns of a window that begins at x.</summary>
    public WindowRange At(WindowAxis w, int x)
    {
        (int First, int End) columns = Along(w, x);
        return this with { FirstW = columns.First, EndW = columns.End };
    }

    private static (int First, int End) Along(WindowAxis axis, int from)
    {
        int first = 0, end = axis.Kernel;
        while (first < end && from + (first * axis.Dilation) < 0) first++;
        while (end > first && from + ((end - 1) * axis.Dilation) >= axis.Input) end--;
        return (first, end);
    }
}
