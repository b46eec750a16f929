using System.Collections.Immutable;
using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Scaling;

/// <summary>A node's shortest time with one thread and with several.</summary>
/// <param name="Node">Operator and shapes.</param>
/// <param name="OneMs">Milliseconds with one thread.</param>
/// <param name="WideMs">Milliseconds with several.</param>
internal sealed record NodeScaling(string Node, double OneMs, double WideMs)
{
    /// <summary>Measures all nodes, in turns.</summary>
    public static ImmutableArray<NodeScaling> Measure(NnBridgeContender one, NnBridgeContender wide, int rounds)
    {
        NodeScaling[] nodes = [];
        for (int i = 0; i < rounds; i++)
        {
            ImmutableArray<(string Node, double Ms)> first = Best(one, nodes.Length == 0 ? 3 : 1), second = Best(wide, 3);
            nodes = [.. first.Select((f, n) => nodes.Length == 0
                ? new NodeScaling(f.Node, f.Ms, second[n].Ms)
                : nodes[n] with { OneMs = Math.Min(nodes[n].OneMs, f.Ms), WideMs = Math.Min(nodes[n].WideMs, second[n].Ms) })];
        }

        return [.. nodes];
    }

    private static ImmutableArray<(string Node, double Ms)> Best(NnBridgeContender contender, int runs)
    {
        ImmutableArray<(string Node, double Ms)> best = contender.ProfileNodes();
        for (int i = 1; i < runs; i++) best = [.. contender.ProfileNodes().Select((n, at) => (n.Node, Math.Min(n.Milliseconds, best[at].Ms)))];
        return best;
    }
}
