using System.Collections.Immutable;
using System.Text;

namespace NnBridge.Runtime;

/// <summary>Who runs what, and why. Networks inside control flow have plans of their own.</summary>
/// <param name="Network">The optimised network.</param>
/// <param name="Segments">In the order of execution.</param>
/// <param name="Placements">One per node, in the order of <see cref="Network.Nodes"/>.</param>
/// <param name="Nested">Plans of the networks inside control-flow nodes, by node.</param>
public sealed record PartitionPlan(Network Network, ImmutableArray<Segment> Segments, ImmutableArray<Placement> Placements,
    IReadOnlyDictionary<Node, ImmutableArray<PartitionPlan>> Nested)
{
    /// <summary>What stands in place of a backend's id for nodes that the runtime runs itself.</summary>
    public const string Runtime = "runtime";

    /// <summary>Values that one backend writes and another reads.</summary>
    public ImmutableArray<Value> Crossings
    {
        get
        {
            Dictionary<Node, string> home = Placements.ToDictionary(p => p.Node, p => p.Backend);
            return [.. Segments.SelectMany(s => s.Subgraph.Inputs.Where(v => v.Producer is { } p && home[p] != s.Backend)).Distinct()];
        }
    }

    /// <summary>The plan as text: segments, and refusals grouped by operator and reason.</summary>
    public string Explain()
    {
        var text = new StringBuilder();
        foreach (Segment segment in Segments)
        {
            IEnumerable<string> operators = segment.Subgraph.Nodes.GroupBy(n => n.Op.Name).OrderByDescending(g => g.Count())
                .Select(g => $"{g.Count()} {g.Key}");
            text.AppendLine($"segment {segment.Index} on {segment.Backend}: {segment.Subgraph.Nodes.Length} node(s): {string.Join(", ", operators)}");
        }

        var refusals = Placements.SelectMany(p => p.Refusals.Select(r => (p.Node, r.Backend, r.Reason)))
            .GroupBy(r => (r.Backend, Operator: r.Node.Op.Name, r.Reason));
        foreach (var group in refusals)
            text.AppendLine($"{group.Key.Backend} refuses {group.Count()} x {group.Key.Operator}: {group.Key.Reason}");
        foreach ((Node node, ImmutableArray<PartitionPlan> plans) in Nested.OrderBy(n => n.Key.Id))
            foreach (PartitionPlan plan in plans)
                text.AppendLine($"inside {node}, {plan.Network.Name}:").Append(plan.Explain());
        return text.ToString();
    }
}
