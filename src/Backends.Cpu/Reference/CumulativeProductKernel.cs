using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class CumulativeProductKernel(CumulativeProduct op) : IKernel<CumulativeProductKernel, CumulativeProduct>
{
    public static Support Supports(CumulativeProduct op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static CumulativeProductKernel Prepare(CumulativeProduct op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) =>
        NumberDispatch.Run(args.Input(0).Info.Type, new CumulativeLoop(product: true, op.Exclusive, op.Reverse), args);
}
