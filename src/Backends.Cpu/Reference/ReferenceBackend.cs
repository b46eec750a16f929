using NnBridge.Backends.Cpu.Execution;
using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The executable definition of every operator: naive and exact.</summary>
internal sealed class ReferenceBackend(BackendInfo info) : IBackend, IDynamicShapes
{
    public BackendInfo Info { get; } = info;

    public Support Supports(Node node) => WidenedKernel.Supports(ReferenceKernels.All, node.Op, KernelSignature.Of(node));

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) =>
        new CompiledSubgraph(subgraph, Info, [.. subgraph.Nodes.Select(n => ProgramStep.Of(n, KernelSignature.Of(n)))], s => WidenedKernel.PrepareAny(ReferenceKernels.All, s.Op, s.Signature), context.Cancellation);

    public void Dispose() { }
}
