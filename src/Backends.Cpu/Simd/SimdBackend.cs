using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Execution;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Winograd;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>The operators that matter for speed, in vectors. It takes known shapes only, so that kernels are laid out when they are prepared.</summary>
internal sealed class SimdBackend(BackendInfo info, bool mayEmit, AmxUnit? amx) : IBackend
{
    public BackendInfo Info { get; } = info;

    public Support Supports(Node node) => WidenedKernel.Supports(SimdKernels.All, node.Op, KernelSignature.Of(node));

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context)
    {
        bool rounds = subgraph.Nodes.Any(DenseRules.IsHybrid);
        IntegerTiles integers = IntegerTiles.Best(mayEmit);
        TileSet? pairs = mayEmit && !rounds && context.Precision == Precision.Reduced ? EmittedTiles.Pairs : null;
        Lazy<TileSet?>? floats24 = mayEmit && !rounds && context.Precision != Precision.Strict ? EmittedTiles.Floats24 : null;
        var allowed = new Allowance
        {
            Threads = context.Threads, RoundsProducts = rounds, Integers = integers, EmittedFloats = mayEmit ? EmittedTiles.Floats : null,
            Floats24 = floats24, Pairs = pairs, Amx = amx, Precision = context.Precision,
        };
        HashSet<Node> direct = WinogradBudget.Exceeding(subgraph, allowed);
        ImmutableArray<ProgramStep> steps = StepFusion.Run(subgraph, node =>
        {
            var signature = KernelSignature.Of(node, allowed);
            if (direct.Contains(node)) signature = signature with { IsDirect = true };
            return ProgramStep.Of(node, signature, WidenedKernel.AppliesTo(signature) ? Fusions.None : SimdKernels.All.Fusions(node.Op, signature));
        });
        return new CompiledSubgraph(subgraph, Info, steps, s => WidenedKernel.PrepareAny(SimdKernels.All, s.Op, s.Signature), context.Cancellation);
    }

    public void Dispose() { }
}
