using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BitcastKernel : IKernel<BitcastKernel, Bitcast>
{
    public static Support Supports(Bitcast op, KernelSignature signature) => Support.Yes;

    public static BitcastKernel Prepare(Bitcast op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
}
