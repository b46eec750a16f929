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
        new CompiledSubgraph(subgraph, Info, [.. subgraph.Nodes.Select(n => ProgramStep.Of(n, KernelSignature.Of(n)))], Prepare, context.Cancellation);

    public void Dispose() { }

    private static IPreparedKernel Prepare(ProgramStep step) => ReferenceKernels.All.Supports(step.Op, step.Signature).IsSupported
        ? ReferenceKernels.All.Prepare(step.Op, step.Signature)
        : WidenedKernel.Prepare(ReferenceKernels.All, step.Op, step.Signature);
}
