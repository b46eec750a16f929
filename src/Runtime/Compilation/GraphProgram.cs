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
        Arena = new ArenaLayout(plan.Network, steps, alignment);
        PeakLiveBytes = LiveMemory.Peak(plan.Network, steps, alignment);
    }

    public PartitionPlan Plan { get; }

    public Network Network => Plan.Network;

    public ImmutableArray<Step> Steps { get; }

    public int Alignment { get; }

    /// <summary>What lies where between inputs and outputs.</summary>
    public ArenaLayout Arena { get; }

    public long ArenaBytes => Arena.TotalBytes;

    /// <summary>Largest sum of tensors that are alive at one node: no arena can be smaller.</summary>
    public long PeakLiveBytes { get; }

    public void Dispose()
    {
        foreach (Step step in Steps) step.Dispose();
    }
}
