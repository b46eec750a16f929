using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ReshapeKernel : IKernel<ReshapeKernel, Reshape>
{
    public static Support Supports(Reshape op, KernelSignature signature) => Support.Yes;

    public static Fusions Fusions(Reshape op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static ReshapeKernel Prepare(Reshape op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
}
