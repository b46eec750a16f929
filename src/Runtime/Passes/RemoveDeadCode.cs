using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Drops nodes whose results nobody needs.</summary>
internal sealed class RemoveDeadCode : INetworkPass
{
    public string Name => "remove-dead-code";

    public Network Run(Network network)
    {
        var live = new HashSet<Value>([.. network.Outputs, .. network.States.Select(s => s.Output),
            .. network.States.Select(s => s.Initial).OfType<Value>()]);
        var dead = new HashSet<Node>();
        for (int i = network.Nodes.Length - 1; i >= 0; i--)
        {
            Node node = network.Nodes[i];
            if (!node.Outputs.Any(live.Contains)) dead.Add(node);
            else foreach (Value? input in node.Inputs) if (input is not null) live.Add(input);
        }

        return dead.Count == 0 ? network : NetworkRewriter.Rewrite(network, (_, node) => dead.Contains(node));
    }
}
