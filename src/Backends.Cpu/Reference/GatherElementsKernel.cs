using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class GatherElementsKernel(GatherElements op) : IKernel<GatherElementsKernel, GatherElements>
{
    public static Support Supports(GatherElements op, KernelSignature signature) => Support.Yes;

    public static GatherElementsKernel Prepare(GatherElements op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        var walk = new ElementIndexWalk(args, op.Axis);
        for (int i = 0; walk.Next(); i++) y.Copy(i, x, walk.Place, 1);
    }
}
