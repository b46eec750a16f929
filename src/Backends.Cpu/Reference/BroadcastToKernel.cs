using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BroadcastToKernel : IKernel<BroadcastToKernel, BroadcastTo>
{
    public static Support Supports(BroadcastTo op, KernelSignature signature) => Support.Yes;

    public static BroadcastToKernel Prepare(BroadcastTo op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        var walk = new BroadcastWalk(args, 1);
        for (int i = 0; walk.Next(); i++) y.Copy(i, x, walk[0], 1);
    }
}
