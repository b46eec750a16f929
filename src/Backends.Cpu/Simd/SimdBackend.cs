using NnBridge.Backends.Cpu.Execution;
using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>The operators that matter for speed, in vectors. It takes known shapes only, so that kernels are laid out when they are prepared.</summary>
internal sealed class SimdBackend(BackendInfo info) : IBackend
{
    public BackendInfo Info { get; } = info;

    public Support Supports(Node node) => SimdKernels.All.Supports(node.Op, KernelSignature.Of(node));

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) => new CompiledSubgraph(
        subgraph, Info, node => SimdKernels.All.Prepare(node.Op, KernelSignature.Of(node) with { Threads = context.Threads }), context.Cancellation);

    public void Dispose() { }
}
