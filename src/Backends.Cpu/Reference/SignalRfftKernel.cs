using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalRfftKernel(IPreparedKernel typed) : IKernel<SignalRfftKernel, SignalRfft>
{
    public static Support Supports(SignalRfft op, KernelSignature signature) => Support.Yes;

    public static SignalRfftKernel Prepare(SignalRfft op, KernelSignature signature) => new(signature.InputType(0) switch
    {
        ElementType.Int16 => new SpectrumRows<short, Int16Fft>(op.Length, inverse: false),
        ElementType.Int32 => new SpectrumRows<int, Int32Fft>(op.Length, inverse: false),
        _ => new SpectrumRows<float, FloatFft>(op.Length, inverse: false),
    });

    public void Run(in KernelArgs args) => typed.Run(args);
}
