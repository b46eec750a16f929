using System.Collections.Immutable;

namespace NnBridge.Runtime.Partitioning;

/// <summary>Cuts placed nodes into segments.</summary>
/// <remarks>
/// Nodes that are ready are taken from the current backend until it has none left, then the backend with most ready nodes goes on. A segment
/// is a contiguous run of that order, so segments never wait for each other in a circle.
/// </remarks>
internal static class SegmentBuilder
{
    public static ImmutableArray<Segment> Build(Network network, IReadOnlyList<Placement> placements)
    {
        // Nodes of a network are in an order in which they can run.
        return Close(network, IsUniform(network, placements) ? [new Group(ColorOf(network.Nodes[0], placements), network.Nodes)] : Divide(network, placements));
    }

    /// <summary>Whether one segment can have all nodes.</summary>
    private static bool IsUniform(Network network, IReadOnlyList<Placement> placements)
    {
        if (network.Nodes.IsEmpty || placements[0].Backend == PartitionPlan.Runtime) return false;
        Color first = ColorOf(network.Nodes[0], placements);
        foreach (Node node in network.Nodes)
            if (placements[node.Id].Backend != first.Backend || IsDynamic(node) != first.IsDynamic) return false;
        return true;
    }

    private static List<Group> Divide(Network network, IReadOnlyList<Placement> placements)
    {
        Color[] colors = [.. network.Nodes.Select(n => ColorOf(n, placements))];
        var waiting = new int[network.Nodes.Length];
        var consumers = new List<Node>[network.Nodes.Length];
        for (int i = 0; i < consumers.Length; i++) consumers[i] = [];
        foreach (Node node in network.Nodes)
            foreach (Node producer in node.Inputs.Select(v => v?.Producer).OfType<Node>().Distinct())
            {
                waiting[node.Id]++;
                consumers[producer.Id].Add(node);
            }

        var ready = new Dictionary<Color, PriorityQueue<Node, int>>();
        foreach (Node node in network.Nodes)
            if (waiting[node.Id] == 0) Enqueue(node);

        var groups = new List<Group>();
        while (ready.Count > 0)
        {
            // The largest group first; the earliest node decides between equals, so the result does not depend on chance.
            Color color = ready.OrderByDescending(r => r.Value.Count).ThenBy(r => r.Value.Peek().Id).First().Key;
            var nodes = new List<Node>();
            while (ready.TryGetValue(color, out PriorityQueue<Node, int>? queue))
            {
                Node node = queue.Dequeue();
                if (queue.Count == 0) ready.Remove(color);
                nodes.Add(node);
                foreach (Node consumer in consumers[node.Id])
                    if (--waiting[consumer.Id] == 0) Enqueue(consumer);
                if (color.Backend == PartitionPlan.Runtime) break;
            }

            groups.Add(new Group(color, [.. nodes]));
        }

        return groups;

        void Enqueue(Node node)
        {
            if (!ready.TryGetValue(colors[node.Id], out PriorityQueue<Node, int>? queue)) ready[colors[node.Id]] = queue = new();
            queue.Enqueue(node, node.Id);
        }
    }

    private static ImmutableArray<Segment> Close(Network network, List<Group> groups)
    {
        var segmentOf = new int[network.Nodes.Length];
        for (int g = 0; g < groups.Count; g++)
            foreach (Node node in groups[g].Nodes) segmentOf[node.Id] = g;
        var needed = new bool[network.Values.Length];
        foreach (Value output in network.Outputs) needed[output.Id] = true;
        foreach (NetworkState state in network.States) needed[state.Output.Id] = true;
        foreach (Node node in network.Nodes)
            foreach (Value? input in node.Inputs)
                if (input?.Producer is { } producer && segmentOf[producer.Id] != segmentOf[node.Id]) needed[input.Id] = true;

        // The last segment that listed a value among its inputs.
        var listed = new int[network.Values.Length];
        Array.Fill(listed, -1);
        var segments = ImmutableArray.CreateBuilder<Segment>(groups.Count);
        for (int g = 0; g < groups.Count; g++)
        {
            var inputs = ImmutableArray.CreateBuilder<Value>();
            var outputs = ImmutableArray.CreateBuilder<Value>();
            foreach (Node node in groups[g].Nodes)
            {
                foreach (Value? input in node.Inputs)
                {
                    if (input is not { Constant: null } || listed[input.Id] == g || (input.Producer is { } producer && segmentOf[producer.Id] == g)) continue;
                    listed[input.Id] = g;
                    inputs.Add(input);
                }

                foreach (Value output in node.Outputs) if (needed[output.Id]) outputs.Add(output);
            }

            segments.Add(new Segment(g, groups[g].Color.Backend, new Subgraph(groups[g].Nodes, inputs.ToImmutable(), outputs.ToImmutable())));
        }

        return segments.MoveToImmutable();
    }

    private static Color ColorOf(Node node, IReadOnlyList<Placement> placements) =>
        new(placements[node.Id].Backend, IsDynamic(node));

    private static bool IsDynamic(Node node) => SupportTable.FirstUnknown(node) is not null;

    /// <summary>Nodes of one color share a segment: same backend, and shapes known or not (a dynamic node would make its segment allocate).</summary>
    private sealed record Color(string Backend, bool IsDynamic);

    private sealed record Group(Color Color, ImmutableArray<Node> Nodes);
}
