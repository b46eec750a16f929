using System.Collections.Immutable;
using NnBridge.Runtime;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>Adds up where the time of many runs goes.</summary>
internal sealed class NodeTimes
{
    private readonly Dictionary<Node, TimeSpan> _sums = [];
    private int _runs;

    public void Add(RunProfile profile)
    {
        _runs++;
        foreach (ProfileEntry entry in profile.Entries)
            if (entry.Node is { } node) _sums[node] = _sums.GetValueOrDefault(node) + entry.Duration;
    }

    /// <summary>Every node of a plan, those inside control flow behind the node that holds them.</summary>
    public ImmutableArray<NodeTime> Of(PartitionPlan plan) => [.. Of(plan, "")];

    private IEnumerable<NodeTime> Of(PartitionPlan plan, string path)
    {
        foreach (Placement placement in plan.Placements)
        {
            double microseconds = _runs == 0 ? 0 : _sums.GetValueOrDefault(placement.Node).TotalMicroseconds / _runs;
            yield return new NodeTime(path, placement, microseconds);
            if (!plan.Nested.TryGetValue(placement.Node, out ImmutableArray<PartitionPlan> nested)) continue;
            foreach (PartitionPlan inner in nested)
                foreach (NodeTime node in Of(inner, inner.Network.Name)) yield return node;
        }
    }
}
