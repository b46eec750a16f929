using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>The elements of a window that lie inside the input: where each is in the input and in the kernel.</summary>
internal unsafe struct WindowTaps
{
    /// <summary>Distance in the input, in elements, from the window's place that is given to <see cref="Find"/>.</summary>
    public nint* Input;

    /// <summary>Index in the kernel.</summary>
    public int* Kernel;

    /// <summary>How many.</summary>
    public int Count;

    /// <summary>Lists the elements of the windows that begin at (z, y), whatever x, and those of their columns that <paramref name="columns"/> names.</summary>
    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="z">Beginning of the window.</param>
    /// <param name="y">Beginning of the window.</param>
    /// <param name="columns">First column of the kernel and one after the last.</param>
    /// <param name="channels">Elements of one place.</param>
    public void Find((WindowAxis D, WindowAxis H, WindowAxis W) axes, int z, int y, (int First, int End) columns, int channels)
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = axes;
        Count = 0;
        for (int kd = 0; kd < d.Kernel; kd++)
            for (int kh = 0; kh < h.Kernel; kh++)
            {
                int dz = kd * d.Dilation, dy = kh * h.Dilation;
                if (!d.Contains(z + dz) || !h.Contains(y + dy)) continue;
                for (int kw = columns.First; kw < columns.End; kw++)
                {
                    Input[Count] = (((nint)dz * h.Input) + dy) * w.Input * channels + ((nint)kw * w.Dilation * channels);
                    Kernel[Count++] = (((kd * h.Kernel) + kh) * w.Kernel) + kw;
                }
            }
    }

    /// <summary>Columns of the kernel that are inside the input for a window that begins at x.</summary>
    public static (int First, int End) Columns(WindowAxis w, int x)
    {
        int first = 0, end = w.Kernel;
        while (first < end && x + (first * w.Dilation) < 0) first++;
        while (end > first && x + ((end - 1) * w.Dilation) >= w.Input) end--;
        return (first, end);
    }
}
