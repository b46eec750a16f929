using System.Collections.Immutable;

namespace NnBridge.Runtime.Compilation;

/// <summary>How much memory a network's tensors take when each is freed as soon as nobody needs it any more.</summary>
internal static class LiveMemory
{
    /// <summary>
    /// Largest sum over all nodes, of tensors that nodes produce and whose size is known, rounded up to the alignment. A control-flow node
    /// adds what the largest network inside it needs.
    /// </summary>
    public static long Peak(Network network, ImmutableArray<Step> steps, int alignment)
    {
        var nodes = new Node[network.Nodes.Length];
        int taken = 0;
        foreach (Step step in steps)
            foreach (Node node in step.Segment.Subgraph.Nodes) nodes[taken++] = node;
        var inside = new Dictionary<Node, long>();
        foreach (Step step in steps)
            if (step is ControlStep control) inside[control.Node] = control.Programs.Max(p => p.PeakLiveBytes);
        var last = new int[network.Values.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            foreach (Value? value in nodes[i].Inputs) if (value is not null) last[value.Id] = i;
            foreach (Value value in nodes[i].Outputs) last[value.Id] = i;
        }

        foreach (Value output in network.Outputs) last[output.Id] = nodes.Length;
        foreach (NetworkState state in network.States) last[state.Output.Id] = nodes.Length;

        var freed = new long[nodes.Length + 1];
        long live = 0, peak = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            foreach (Value value in nodes[i].Outputs)
            {
                if (!value.Info.Shape.IsStatic) continue;
                long size = (value.Info.ByteCount + alignment - 1) / alignment * alignment;
                live += size;
                freed[last[value.Id]] += size;
            }

            peak = Math.Max(peak, live + inside.GetValueOrDefault(nodes[i]));
            live -= freed[i];
        }

        return peak;
    }
}
