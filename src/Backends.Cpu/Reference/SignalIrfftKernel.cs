using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalIrfftKernel(IPreparedKernel rows) : IKernel<SignalIrfftKernel, SignalIrfft>
{
    public static Support Supports(SignalIrfft op, KernelSignature signature) => Support.Yes;

    public static SignalIrfftKernel Prepare(SignalIrfft op, KernelSignature signature) => new(SpectrumRows.Of(signature.InputType(0), op.Length, inverse: true));

    public void Run(in KernelArgs args) => rows.Run(args);
}
