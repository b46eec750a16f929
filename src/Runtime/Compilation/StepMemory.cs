using System.Collections.Immutable;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Compilation;

/// <summary>When a step uses memory, counted in parts of the step from 0.</summary>
/// <param name="Parts">Number of parts.</param>
/// <param name="Blocks">Memory that only the step uses.</param>
/// <param name="InputLast">Last part that reads each input of the segment.</param>
/// <param name="OutputFirst">First part that writes each output of the segment.</param>
internal sealed record StepMemory(int Parts, ImmutableArray<MemoryBlock> Blocks, ImmutableArray<int> InputLast, ImmutableArray<int> OutputFirst)
{
    /// <summary>One block; inputs and outputs are in use all the time.</summary>
    public static StepMemory Workspace(Segment segment, long bytes) => new(1, [new MemoryBlock(bytes, 0, 0)],
        [.. segment.Subgraph.Inputs.Select(_ => 0)], [.. segment.Subgraph.Outputs.Select(_ => 0)]);

    /// <summary>What a backend states about its subgraph.</summary>
    /// <exception cref="BackendException">It makes no sense.</exception>
    public static StepMemory Of(Segment segment, ICompiledSubgraph compiled)
    {
        if (compiled is not IPlannedSubgraph planned) return Workspace(segment, PluginGuard.Call(segment.Backend, () => compiled.WorkspaceBytes));
        StepMemory memory = PluginGuard.Call(segment.Backend, () => new StepMemory(planned.Steps, planned.Blocks, planned.InputLastSteps, planned.OutputFirstSteps));
        Subgraph subgraph = segment.Subgraph;
        bool sensible = memory.Parts > 0 && !memory.Blocks.IsDefault && memory.InputLast.Length == subgraph.Inputs.Length
            && memory.OutputFirst.Length == subgraph.Outputs.Length && memory.InputLast.All(memory.Has) && memory.OutputFirst.All(memory.Has)
            && memory.Blocks.All(b => b.Size >= 0 && memory.Has(b.FirstUse) && memory.Has(b.LastUse) && b.FirstUse <= b.LastUse);
        return sensible ? memory : throw new BackendException(segment.Backend,
            $"states {memory.Blocks.Length} blocks, {memory.InputLast.Length} inputs and {memory.OutputFirst.Length} outputs over {memory.Parts} steps for a "
            + $"subgraph with {subgraph.Inputs.Length} inputs and {subgraph.Outputs.Length} outputs, or uses outside of the steps");
    }

    private bool Has(int part) => part >= 0 && part < Parts;
}
