using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SelectKernel : IKernel<SelectKernel, Select>
{
    public static Support Supports(Select op, KernelSignature signature) => Support.Yes;

    public static SelectKernel Prepare(Select op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<bool> condition = args.Input(0).Span<bool>();
        ElementSpan a = new(args.Input(1)), b = new(args.Input(2)), y = new(args.Output(0));
        var walk = new BroadcastWalk(args, 3);
        for (int i = 0; walk.Next(); i++)
        {
            if (condition[walk[0]]) y.Copy(i, a, walk[1], 1);
            else y.Copy(i, b, walk[2], 1);
        }
    }
}
