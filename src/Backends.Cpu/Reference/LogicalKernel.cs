using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class LogicalKernel(Logical op) : IKernel<LogicalKernel, Logical>
{
    public static Support Supports(Logical op, KernelSignature signature) => Support.Yes;

    public static LogicalKernel Prepare(Logical op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<bool> a = args.Input(0).Span<bool>(), b = args.Input(1).Span<bool>();
        Span<bool> y = args.Output(0).Span<bool>();
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++)
            y[i] = op.Kind switch
            {
                LogicalKind.And => a[walk[0]] && b[walk[1]],
                LogicalKind.Or => a[walk[0]] || b[walk[1]],
                LogicalKind.Xor => a[walk[0]] != b[walk[1]],
            };
    }
}
