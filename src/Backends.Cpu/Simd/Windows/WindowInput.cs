using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Where sliding windows get their input from: an operand, or a convolution that is computed for them.</summary>
internal sealed unsafe class WindowInput
{
    private readonly FloatConvolution? _source;
    private readonly int _operand;

    /// <param name="signature">Says what computes the first operand, if it is not there.</param>
    public WindowInput(KernelSignature signature) => (_source, _operand) = signature.Source is { } source
        ? (new FloatConvolution(source.Op, source.Signature), source.Input) : (null, 0);

    /// <summary>Has a kernel read it.</summary>
    public void Run(in KernelArgs args, IBandReader kernel)
    {
        Span<float> input = args.Input(_operand).Span<float>();
        fixed (float* x = input)
        fixed (float* y = args.Output(0).Span<float>())
        {
            if (_source is null)
            {
                kernel.Read(x, y, null, null);
                return;
            }

            fixed (byte* scratch = args.Scratch.Rent<byte>(_source.ScratchBytes))
            fixed (float* bands = args.Scratch.Rent<float>(kernel.BandScratch))
            {
                FloatConvolution source = _source;
#pragma warning disable CS8500 // the reference is used only while this method runs
                ConvolutionInput from = source.Begin(&source, x, input.Length, scratch);
#pragma warning restore CS8500
                kernel.Read(bands, y, &from, &FloatConvolution.Load);
            }
        }
    }
}
