using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SpaceToBatchKernel : IKernel<SpaceToBatchKernel, SpaceToBatch>
{
    public static Support Supports(SpaceToBatch op, KernelSignature signature) => Support.Yes;

    public static SpaceToBatchKernel Prepare(SpaceToBatch op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        SpaceBatchWalk.Clear(args.Output(0));
        SpaceBatchWalk.Run(args, args.Input(0), args.Output(0), toBatch: true);
    }
}
