using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Drops nodes whose results nobody needs.</summary>
internal sealed class RemoveDeadCode : INetworkPass
{
    public string Name => "remove-dead-code";

    public Network Run(Network network)
    {
        var live = new bool[network.Values.Length];
        foreach (Value value in network.Outputs.Concat(network.States.Select(s => s.Output)).Concat(network.States.Select(s => s.Initial).OfType<Value>()))
            live[value.Id] = true;
        bool isDead = false;
        for (int i = network.Nodes.Length - 1; i >= 0; i--)
        {
            Node node = network.Nodes[i];
            if (IsDead(node)) isDead = true;
            else foreach (Value? input in node.Inputs) if (input is not null) live[input.Id] = true;
        }

        return isDead ? NetworkRewriter.Rewrite(network, (_, node) => IsDead(node)) : network;

        bool IsDead(Node node)
        {
            foreach (Value output in node.Outputs) if (live[output.Id]) return false;
            return true;
        }
    }
}
