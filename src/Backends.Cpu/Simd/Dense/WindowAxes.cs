using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The spatial dimensions of a convolution of known shapes.</summary>
internal static class WindowAxes
{
    /// <summary>Of the input, the output and the weights <c>[…, kernel…, …]</c> in a signature.</summary>
    /// <param name="signature">Operand 0 is the input, channels last, operand 1 the weights.</param>
    /// <param name="strides">Step by spatial dimension.</param>
    /// <param name="dilations">Dilation by spatial dimension; empty for 1.</param>
    /// <param name="padding">Padding.</param>
    public static (WindowAxis D, WindowAxis H, WindowAxis W) Of(
        KernelSignature signature, ValueList<int> strides, ValueList<int> dilations, Padding padding)
    {
        Shape x = signature.Input(0).Shape, kernel = signature.Input(1).Shape;
        return WindowAxis.All(x, signature.Outputs[0].Shape, kernel.ToArray().AsSpan(1, x.Rank - 2), strides, dilations, padding);
    }
}
