using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Drops nodes whose results nobody needs. Rewriting does it; this finds whether a network that no pass rewrites has any.</summary>
internal sealed class RemoveDeadCode : INetworkPass
{
    public string Name => "remove-dead-code";

    public Network Run(Network network)
    {
        // Where nodes are for nothing, the last of them is one that nobody reads.
        var uses = new ValueUses(network);
        foreach (Node node in network.Nodes)
            if (!IsRead(node, uses)) return NetworkRewriter.Rewrite(network, static (_, _) => false);
        return network;
    }

    private static bool IsRead(Node node, ValueUses uses)
    {
        foreach (Value output in node.Outputs) if (uses.IsRead(output)) return true;
        return false;
    }
}
