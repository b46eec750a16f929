using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Names that graphs inside of a node read from outside.</summary>
internal static class FreeNames
{
    /// <summary>The names, in the order in which they are first read.</summary>
    public static IReadOnlyCollection<string> Of(NodeProto node)
    {
        if (!HasGraphs(node)) return [];
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (AttributeProto attribute in node.Attribute)
            if (attribute.G is { } graph) Collect(graph, new HashSet<string>(StringComparer.Ordinal), found, seen);
        return found;
    }

    private static bool HasGraphs(NodeProto node)
    {
        foreach (AttributeProto attribute in node.Attribute) if (attribute.G is not null) return true;
        return false;
    }

    private static void Collect(GraphProto graph, HashSet<string> around, List<string> found, HashSet<string> seen)
    {
        var known = new HashSet<string>(around, StringComparer.Ordinal);
        foreach (ValueInfoProto input in graph.Input) known.Add(input.Name);
        foreach (TensorProto tensor in graph.Initializer) known.Add(tensor.Name);
        foreach (SparseTensorProto sparse in graph.SparseInitializer)
            if (sparse.Values is { } values) known.Add(values.Name);
        foreach (NodeProto node in graph.Node)
        {
            foreach (string input in node.Input) Add(input, known, found, seen);
            foreach (AttributeProto attribute in node.Attribute)
                if (attribute.G is { } inner) Collect(inner, known, found, seen);
            foreach (string output in node.Output) known.Add(output);
        }

        foreach (ValueInfoProto output in graph.Output) Add(output.Name, known, found, seen);
    }

    private static void Add(string name, HashSet<string> known, List<string> found, HashSet<string> seen)
    {
        if (name.Length > 0 && !known.Contains(name) && seen.Add(name)) found.Add(name);
    }
}
