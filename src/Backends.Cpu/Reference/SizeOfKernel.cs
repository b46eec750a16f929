using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SizeOfKernel : IKernel<SizeOfKernel, SizeOf>
{
    public static Support Supports(SizeOf op, KernelSignature signature) => Support.Yes;

    public static SizeOfKernel Prepare(SizeOf op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        IntegerOperand.Write(args.Output(0), 0, args.Input(0).Info.ElementCount);
    }
}
