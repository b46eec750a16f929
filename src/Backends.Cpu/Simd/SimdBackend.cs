using NnBridge.Backends.Cpu.Execution;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>The operators that matter for speed, in vectors. It takes known shapes only, so that kernels are laid out when they are prepared.</summary>
internal sealed class SimdBackend(BackendInfo info) : IBackend
{
    public BackendInfo Info { get; } = info;

    public Support Supports(Node node) => SimdKernels.All.Supports(node.Op, KernelSignature.Of(node));

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context)
    {
        bool rounds = subgraph.Nodes.Any(DenseRules.IsHybrid);
        return new CompiledSubgraph(subgraph, Info, Prepare, context.Cancellation);

        IPreparedKernel Prepare(Node node) =>
            SimdKernels.All.Prepare(node.Op, KernelSignature.Of(node) with { Threads = context.Threads, RoundsProducts = rounds });
    }

    public void Dispose() { }
}
