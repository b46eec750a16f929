using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalRfftKernel(IPreparedKernel rows) : IKernel<SignalRfftKernel, SignalRfft>
{
    public static Support Supports(SignalRfft op, KernelSignature signature) => Support.Yes;

    public static SignalRfftKernel Prepare(SignalRfft op, KernelSignature signature) => new(SpectrumRows.Of(signature.InputType(0), op.Length, inverse: false));

    public void Run(in KernelArgs args) => rows.Run(args);
}
