using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Partitioning;

/// <summary>Gives each node to the first backend in the caller's order that can run it.</summary>
internal sealed class GreedyPartitioner : IPartitioner
{
    public ImmutableArray<Placement> Place(Network network, SupportTable answers, CompileOptions options)
    {
        var placements = ImmutableArray.CreateBuilder<Placement>(network.Nodes.Length);
        ImmutableArray<UnsupportedOperator> unsupported = [.. answers.Unsupported];
        if (!unsupported.IsEmpty) throw new UnsupportedOperatorException($"network '{network.Name}' cannot run on the backends given", unsupported);
        foreach (Node node in network.Nodes)
        {
            ImmutableArray<string> accepted = answers.Accepted(node);
            ImmutableArray<Refusal> refusals = answers.Refusals(node);
            if (NestedNetworks.IsControlFlow(node.Op))
                placements.Add(new Placement(node, PartitionPlan.Runtime, "control flow", accepted, refusals));
            else if (PinOf(node, options) is { } pin)
                placements.Add(Pinned(node, pin, accepted, refusals));
            else
                placements.Add(new Placement(node, accepted[0], answers.RejectedBy(node) is { } other ? $"rejected by {other}" : "preferred", accepted, refusals));
        }

        return placements.MoveToImmutable();
    }

    private static Pin? PinOf(Node node, CompileOptions options)
    {
        foreach (Pin pin in options.Pins) if (pin.Matches(node)) return pin;
        return null;
    }

    private static Placement Pinned(Node node, Pin pin, ImmutableArray<string> accepted, ImmutableArray<Refusal> refusals)
    {
        if (accepted.Contains(pin.Backend)) return new Placement(node, pin.Backend, "pin", accepted, refusals);
        string reason = refusals.FirstOrDefault(r => r.Backend == pin.Backend)?.Reason ?? "it is not among the backends of this compilation";
        throw new ArgumentException($"{node} is pinned to {pin.Backend} by '{pin.Nodes}', which refuses it: {reason}");
    }
}
