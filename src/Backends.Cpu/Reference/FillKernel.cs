using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class FillKernel : IKernel<FillKernel, Fill>
{
    public static Support Supports(Fill op, KernelSignature signature) => Support.Yes;

    public static FillKernel Prepare(Fill op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        new ElementSpan(args.Output(0)).Fill(0, (int)args.Output(0).Info.ElementCount, new ElementSpan(args.Input(1)));
    }
}
