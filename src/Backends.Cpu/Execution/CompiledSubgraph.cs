using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>A subgraph as a list of prepared kernels.</summary>
internal sealed class CompiledSubgraph : IPlannedSubgraph
{
    private readonly Lazy<MemoryPlan> _plan;

    /// <param name="subgraph">What comes from outside, and what is needed there.</param>
    /// <param name="backend">Who runs it.</param>
    /// <param name="steps">What is computed, in an order in which it can be.</param>
    /// <param name="prepare">Makes the kernel of a step; called for several at the same time.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public CompiledSubgraph(
        Subgraph subgraph, BackendInfo backend, ImmutableArray<ProgramStep> steps, Func<ProgramStep, IPreparedKernel> prepare, CancellationToken cancellation)
    {
        Backend = backend;
        Layout = new SubgraphLayout(subgraph, steps);
        Nodes = new NodeProgram[steps.Length];
        Together.For(steps.Length, fromEnd =>
        {
            cancellation.ThrowIfCancellationRequested();
            // Most networks have their largest weights at the end: what takes longest is begun first.
            int i = steps.Length - 1 - fromEnd;
            ProgramStep step = steps[i];
            Nodes[i] = new NodeProgram(step.Node, prepare(step), Layout.StepInputs[i], Layout.StepOutputs[i]);
        });

        _plan = new Lazy<MemoryPlan>(() => MemoryPlanner.Plan(Blocks.AsSpan(), backend.BufferAlignment));
    }

    public BackendInfo Backend { get; }

    public SubgraphLayout Layout { get; }

    public NodeProgram[] Nodes { get; }

    public int Steps => Nodes.Length;

    public ImmutableArray<MemoryBlock> Blocks => Layout.Blocks;

    public ImmutableArray<int> InputLastSteps => Layout.InputLastSteps;

    public ImmutableArray<int> OutputFirstSteps => Layout.OutputFirstSteps;

    public long WorkspaceBytes => _plan.Value.TotalBytes;

    public ISubgraphExecutor CreateExecutor(Memory<byte> workspace)
    {
        if (workspace.Length < WorkspaceBytes)
            throw new ArgumentException($"workspace has {workspace.Length} bytes, expected {WorkspaceBytes}", nameof(workspace));
        var blocks = new Memory<byte>[Blocks.Length];
        for (int i = 0; i < blocks.Length; i++) blocks[i] = workspace.Slice((int)_plan.Value.Offsets[i], (int)Blocks[i].Size);
        return CreateExecutor(blocks);
    }

    public ISubgraphExecutor CreateExecutor(ReadOnlySpan<Memory<byte>> blocks) =>
        Layout.IsStatic ? new StaticExecutor(this, blocks) : new DynamicExecutor(this);

    public void Dispose() { }
}
