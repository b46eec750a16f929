using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>
/// An order in which nodes can run. The format demands that files have one, but tools that insert nodes append them, and other engines take that: what
/// is read before a node yields it is moved in front of its reader, everything else stays where it is.
/// </summary>
internal static class NodeOrder
{
    /// <summary>Indices of the nodes from one on.</summary>
    /// <exception cref="InvalidNetworkException">Nodes wait for each other in a circle.</exception>
    public static List<int> From(IReadOnlyList<NodeProto> nodes, int first)
    {
        var yields = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = first; i < nodes.Count; i++)
            foreach (string output in nodes[i].Output) if (output.Length > 0) yields.TryAdd(output, i);
        var order = new List<int>(nodes.Count - first);
        var places = new Place[nodes.Count];
        var path = new Stack<(int Node, Queue<string> Reads)>();
        for (int i = first; i < nodes.Count; i++)
        {
            Visit(i);
            // Without recursion: a file may be one long chain in the wrong order.
            while (path.TryPeek(out (int Node, Queue<string> Reads) last))
            {
                if (last.Reads.TryDequeue(out string? name))
                {
                    if (!yields.TryGetValue(name, out int before)) continue;
                    if (places[before] == Place.OnPath) throw new InvalidNetworkException($"node {last.Node} '{nodes[last.Node].Name}' ({nodes[last.Node].OpType}): '{name}' is computed of its own result, nodes wait for each other in a circle");
                    Visit(before);
                    continue;
                }

                places[last.Node] = Place.Ordered;
                order.Add(path.Pop().Node);
            }
        }

        return order;

        void Visit(int node)
        {
            if (places[node] != Place.Waiting) return;
            places[node] = Place.OnPath;
            path.Push((node, new Queue<string>([.. nodes[node].Input, .. FreeNames.Of(nodes[node])])));
        }
    }

    private enum Place : byte
    {
        Waiting,
        OnPath,
        Ordered,
    }
}
