using System.Collections.Immutable;

namespace NnBridge.Runtime.Compilation;

/// <summary>A compiled network: its steps, and where its values lie in one arena. Immutable, shared by sessions.</summary>
internal sealed class GraphProgram : IDisposable
{
    public GraphProgram(PartitionPlan plan, ImmutableArray<Step> steps, int alignment)
    {
        Plan = plan;
        Steps = steps;
        Alignment = alignment;
        var layout = new ArenaLayout(plan.Network, steps, alignment);
        (Offsets, BlockOffsets, ArenaBytes) = (layout.Offsets, layout.BlockOffsets, layout.TotalBytes);
        PeakLiveBytes = LiveMemory.Peak(plan.Network, steps, alignment);
    }

    public PartitionPlan Plan { get; }

    public Network Network => Plan.Network;

    public ImmutableArray<Step> Steps { get; }

    public int Alignment { get; }

    /// <summary>Offset in the arena by <see cref="Value.Id"/>; -1 for what does not lie there.</summary>
    public ImmutableArray<long> Offsets { get; }

    /// <summary>Offset of each block of each step.</summary>
    public IReadOnlyList<long[]> BlockOffsets { get; }

    public long ArenaBytes { get; }

    /// <summary>Largest sum of tensors that are alive at one node: no arena can be smaller.</summary>
    public long PeakLiveBytes { get; }

    public void Dispose()
    {
        foreach (Step step in Steps) step.Dispose();
    }
}
