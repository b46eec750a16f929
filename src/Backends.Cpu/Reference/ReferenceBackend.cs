using NnBridge.Backends.Cpu.Execution;
using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The executable definition of every operator: naive and exact.</summary>
internal sealed class ReferenceBackend(BackendInfo info) : IBackend, IDynamicShapes
{
    public BackendInfo Info { get; } = info;

    public Support Supports(Node node)
    {
        var signature = KernelSignature.Of(node);
        Support support = ReferenceKernels.All.Supports(node.Op, signature);
        return !support.IsSupported && WidenedKernel.AppliesTo(signature)
            ? ReferenceKernels.All.Supports(node.Op, WidenedKernel.Widen(signature))
            : support;
    }

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) =>
        new CompiledSubgraph(subgraph, Info, Prepare, context.Cancellation);

    public void Dispose() { }

    private static IPreparedKernel Prepare(Node node)
    {
        var signature = KernelSignature.Of(node);
        return ReferenceKernels.All.Supports(node.Op, signature).IsSupported
            ? ReferenceKernels.All.Prepare(node.Op, signature)
            : WidenedKernel.Prepare(ReferenceKernels.All, node.Op, signature);
    }
}
