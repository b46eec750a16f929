using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class CumulativeSumKernel(CumulativeSum op) : IKernel<CumulativeSumKernel, CumulativeSum>
{
    public static Support Supports(CumulativeSum op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static CumulativeSumKernel Prepare(CumulativeSum op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) =>
        NumberDispatch.Run(args.Input(0).Info.Type, new CumulativeLoop(product: false, op.Exclusive, op.Reverse), args);
}
