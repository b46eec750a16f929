using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SqueezeKernel : IKernel<SqueezeKernel, Squeeze>
{
    public static Support Supports(Squeeze op, KernelSignature signature) => Support.Yes;

    public static Fusions Fusions(Squeeze op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static SqueezeKernel Prepare(Squeeze op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
}
