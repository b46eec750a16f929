using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RankOfKernel : IKernel<RankOfKernel, RankOf>
{
    public static Support Supports(RankOf op, KernelSignature signature) => Support.Yes;

    public static RankOfKernel Prepare(RankOf op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        args.Output(0).Span<int>()[0] = args.Input(0).Info.Shape.Rank;
    }
}
