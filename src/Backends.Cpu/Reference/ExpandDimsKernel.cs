using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ExpandDimsKernel : IKernel<ExpandDimsKernel, ExpandDims>
{
    public static Support Supports(ExpandDims op, KernelSignature signature) => Support.Yes;

    public static Fusions Fusions(ExpandDims op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static ExpandDimsKernel Prepare(ExpandDims op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
}
