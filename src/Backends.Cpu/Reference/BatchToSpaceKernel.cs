using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BatchToSpaceKernel : IKernel<BatchToSpaceKernel, BatchToSpace>
{
    public static Support Supports(BatchToSpace op, KernelSignature signature) => Support.Yes;

    public static BatchToSpaceKernel Prepare(BatchToSpace op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        SpaceBatchWalk.Run(args, args.Output(0), args.Input(0), toBatch: false);
    }
}
