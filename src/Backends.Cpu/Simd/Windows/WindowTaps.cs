using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>The elements of a window that lie inside the input: where each is in the input and in the kernel.</summary>
internal unsafe struct WindowTaps
{
    /// <summary>Distance in the input, in elements, from the place of the window's first element.</summary>
    public nint* Input;

    /// <summary>Index in the kernel.</summary>
    public int* Kernel;

    /// <summary>How many.</summary>
    public int Count;

    /// <summary>What is listed.</summary>
    private WindowRange _range;

    /// <summary>Lists the elements of a window; nothing is done where they are listed already.</summary>
    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="range">Elements that are inside the input.</param>
    /// <param name="channels">Elements of one place.</param>
    public void Find((WindowAxis D, WindowAxis H, WindowAxis W) axes, WindowRange range, int channels)
    {
        if (range == _range) return;
        (WindowAxis d, WindowAxis h, WindowAxis w) = axes;
        Count = 0;
        for (int kd = range.FirstD; kd < range.EndD; kd++)
            for (int kh = range.FirstH; kh < range.EndH; kh++)
                for (int kw = range.FirstW; kw < range.EndW; kw++)
                {
                    Input[Count] = (((((nint)kd * d.Dilation * h.Input) + (kh * h.Dilation)) * w.Input) + ((nint)kw * w.Dilation)) * channels;
                    Kernel[Count++] = (((kd * h.Kernel) + kh) * w.Kernel) + kw;
                }

        _range = range;
    }
}
