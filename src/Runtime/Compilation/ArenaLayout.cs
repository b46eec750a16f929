using System.Collections.Immutable;

namespace NnBridge.Runtime.Compilation;

/// <summary>Plans the arena of a program: values that cross segments, and the workspaces of the steps, by lifetime.</summary>
internal sealed class ArenaLayout
{
    public ArenaLayout(Network network, ImmutableArray<Step> steps, int alignment)
    {
        var last = new Dictionary<Value, int>();
        for (int i = 0; i < steps.Length; i++)
            foreach (Value input in steps[i].Segment.Subgraph.Inputs) last[input] = i;
        // What leaves the network stays until the next run.
        foreach (Value output in network.Outputs.Concat(network.States.Select(s => s.Output))) last[output] = steps.Length;

        var blocks = new List<MemoryBlock>();
        var owners = new List<Value>();
        for (int i = 0; i < steps.Length; i++)
            foreach (Value value in steps[i].Segment.Subgraph.Outputs.Where(v => v.Info.Shape.IsStatic))
            {
                owners.Add(value);
                blocks.Add(new MemoryBlock(value.Info.ByteCount, i, Math.Max(i, last.GetValueOrDefault(value))));
            }

        for (int i = 0; i < steps.Length; i++) blocks.Add(new MemoryBlock(steps[i].WorkspaceBytes, i, i));
        MemoryPlan plan = MemoryPlanner.Plan(blocks.ToArray(), alignment);

        var offsets = new long[network.Values.Length];
        Array.Fill(offsets, -1);
        for (int i = 0; i < owners.Count; i++) offsets[owners[i].Id] = plan.Offsets[i];
        Offsets = [.. offsets];
        WorkspaceOffsets = [.. plan.Offsets[owners.Count..]];
        TotalBytes = plan.TotalBytes;
    }

    public ImmutableArray<long> Offsets { get; }

    public ImmutableArray<long> WorkspaceOffsets { get; }

    public long TotalBytes { get; }
}
