using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>The graph of one step inside of Scan.</summary>
internal sealed class ScanBody
{
    private ScanBody(NodeWriter writer, string[] states, string scanned) => (Writer, States, Scanned) = (writer, states, scanned);

    /// <summary>Writes the same node into the graph of a step.</summary>
    public NodeWriter Writer { get; }

    /// <summary>States before the step.</summary>
    public string[] States { get; }

    /// <summary>What the step reads of the sequence.</summary>
    public string Scanned { get; }

    public GraphProto Proto => Writer.Graph.Proto;

    /// <summary>Makes a graph with inputs for states and for a part of the sequence.</summary>
    public static ScanBody Begin(NodeWriter w, ElementType[] states, ElementType scanned)
    {
        var proto = new GraphProto { Name = w.Graph.Model.Names.Unique($"{w.Node.Name}/step") };
        NodeWriter inner = w.In(new GraphWriter(w.Graph.Model, proto));
        return new ScanBody(inner, [.. states.Select(s => Input("state", s))], Input("x", scanned));

        string Input(string name, ElementType type)
        {
            string unique = w.Graph.Model.Names.Unique($"{w.Node.Name}/{name}");
            proto.Input.Add(GraphWriter.Describe(unique, new TensorInfo(type, Shape.Unranked)));
            return unique;
        }
    }

    /// <summary>Makes tensors the results of the step; one may be two of them.</summary>
    public void End(string[] results, ElementType[] types)
    {
        for (int i = 0; i < results.Length; i++)
        {
            string name = Writer.Emit("Identity", [results[i]]);
            Proto.Output.Add(GraphWriter.Describe(name, new TensorInfo(types[i], Shape.Unranked)));
        }
    }
}
