using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalIrfftKernel(IPreparedKernel typed) : IKernel<SignalIrfftKernel, SignalIrfft>
{
    public static Support Supports(SignalIrfft op, KernelSignature signature) => Support.Yes;

    public static SignalIrfftKernel Prepare(SignalIrfft op, KernelSignature signature) => new(signature.InputType(0) switch
    {
        ElementType.Int16 => new SpectrumRows<short, Int16Fft>(op.Length, inverse: true),
        ElementType.Int32 => new SpectrumRows<int, Int32Fft>(op.Length, inverse: true),
        _ => new SpectrumRows<float, FloatFft>(op.Length, inverse: true),
    });

    public void Run(in KernelArgs args) => typed.Run(args);
}
