using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>One spatial dimension of a sliding-window operator.</summary>
/// <param name="Input">Size of the input.</param>
/// <param name="Output">Size of the output.</param>
/// <param name="Kernel">Size of the window.</param>
/// <param name="Stride">Step of the window.</param>
/// <param name="Dilation">Distance between elements of the window.</param>
/// <param name="Before">Padding before the first element.</param>
internal readonly record struct WindowAxis(int Input, int Output, int Kernel, int Stride, int Dilation, int Before)
{
    /// <summary>Places that a window reaches over.</summary>
    public int Extent => ((Kernel - 1) * Dilation) + 1;

    /// <summary>The windows that lie inside the input as a whole: the first one, and one after the last.</summary>
    public (int First, int End) Whole
    {
        get
        {
            int first = Math.Clamp((Before + Stride - 1) / Stride, 0, Output), room = Input + Before - Extent;
            // Division rounds towards zero: a window larger than the input would count as one that fits.
            int end = room < 0 ? 0 : Math.Min(Output, (room / Stride) + 1);
            return (first, Math.Max(first, end));
        }
    }

    /// <summary>The dimension of an input that has its padding around it.</summary>
    public WindowAxis Padded => this with { Input = Math.Max(Before + Input, ((Output - 1) * Stride) + Extent), Before = 0 };

    /// <summary>Place in the input that element <paramref name="k"/> of window <paramref name="output"/> looks at; may be outside.</summary>
    public int InputAt(int output, int k) => (output * Stride) + (k * Dilation) - Before;

    /// <summary>Whether a place is inside the input.</summary>
    public bool Contains(int place) => (uint)place < (uint)Input;

    /// <summary>The spatial dimensions of a tensor as three; missing ones in front have size 1.</summary>
    /// <param name="x">Shape of the input, channels last.</param>
    /// <param name="y">Shape of the output, channels last.</param>
    /// <param name="kernel">Size of the window by spatial dimension.</param>
    /// <param name="strides">Step by spatial dimension.</param>
    /// <param name="dilations">Dilation by spatial dimension; empty for 1.</param>
    /// <param name="padding">Padding.</param>
    public static (WindowAxis D, WindowAxis H, WindowAxis W) All(
        Shape x, Shape y, ReadOnlySpan<int> kernel, ValueList<int> strides, ValueList<int> dilations, Padding padding) => (
        Axis(0, x, y, kernel, strides, dilations, padding),
        Axis(1, x, y, kernel, strides, dilations, padding),
        Axis(2, x, y, kernel, strides, dilations, padding));

    private static WindowAxis Axis(
        int index, Shape x, Shape y, ReadOnlySpan<int> kernel, ValueList<int> strides, ValueList<int> dilations, Padding padding)
    {
        int i = index - (5 - x.Rank);
        if (i < 0) return new WindowAxis(1, 1, 1, 1, 1, 0);
        int dilation = dilations.Count == 0 ? 1 : dilations[i];
        (int before, _) = padding.Resolve(i, x[i + 1], kernel[i], strides[i], dilation);
        return new WindowAxis(x[i + 1], y[i + 1], kernel[i], strides[i], dilation, before);
    }
}
