using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writes one node of a network as one or more ONNX nodes: gives access to its operands and takes its results.</summary>
/// <param name="scope">What values are called.</param>
/// <param name="node">The node.</param>
internal sealed class NodeWriter(Scope scope, Node node)
{
    private readonly int _first = scope.Graph.Proto.Node.Count;

    public Node Node => node;

    public GraphWriter Graph => scope.Graph;

    public int Opset => Graph.Model.Opset;

    /// <summary>Type, shape and quantization of an operand.</summary>
    public TensorInfo Info(int operand) => node.Input(operand).Info;

    /// <summary>The tensor that holds an operand as it is stored.</summary>
    public string Stored(int operand) => scope.Name(node.Input(operand));

    /// <summary>The tensor that holds a constant.</summary>
    public string Constant(Tensor constant, string name) => Graph.Model.Constant($"{node.Name}/{name}", constant);

    /// <summary>Adds an ONNX node with one output.</summary>
    /// <returns>The output.</returns>
    public string Emit(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        EmitMany(type, 1, inputs, attributes)[0];

    /// <summary>Adds an ONNX node.</summary>
    public string[] EmitMany(string type, int outputs, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        string name = Graph.Model.Names.Unique($"{node.Name}/{type}");
        string[] results = new string[outputs];
        // The first output of a node may share its name: names of nodes and of tensors are apart.
        for (int i = 0; i < outputs; i++) results[i] = i == 0 ? name : Graph.Model.Names.Unique($"{name}:{i}");
        // Operands that are left out at the end are not listed at all.
        while (inputs.Length > 0 && inputs[^1].Length == 0) inputs = inputs[..^1];
        Graph.Proto.Node.Add(GraphWriter.MakeNode(name, type, inputs, results, attributes));
        return results;
    }

    /// <summary>Writes the same node into another graph, one inside of this one's.</summary>
    public NodeWriter In(GraphWriter graph) => new(scope.In(graph), node);

    /// <summary>The tensor that is a result, after <see cref="Result(int, string)"/>.</summary>
    public string Result(int output) => scope.Name(node.Outputs[output]);

    /// <summary>Says which tensor is a result as it is stored; the tensor gets the name of the value.</summary>
    public void Result(int output, string tensor)
    {
        Value value = node.Outputs[output];
        string name = scope.NewName(value);
        if (!Rename(tensor, name)) Graph.Proto.Node.Add(GraphWriter.MakeNode(Graph.Model.Names.Unique($"{node.Name}/Identity"), "Identity", [tensor], [name], []));
        scope.Bind(value, name);
        if (!scope.IsWanted(value)) Graph.Proto.ValueInfo.Add(GraphWriter.Describe(name, value.Info));
    }

    /// <summary>Fails unless the model's operator set is new enough.</summary>
    /// <exception cref="UnwritableException">It is not.</exception>
    public void RequireOpset(int opset, string what)
    {
        if (Opset < opset) throw new UnwritableException($"{what} came with operator set {opset}; {Opset} is asked for");
    }

    /// <summary>Renames a tensor that this node's own ONNX nodes yield; false when it is not theirs, or is a result already.</summary>
    private bool Rename(string tensor, string name)
    {
        bool found = false;
        for (int i = _first; i < Graph.Proto.Node.Count; i++)
        {
            NodeProto written = Graph.Proto.Node[i];
            for (int o = 0; o < written.Output.Count; o++)
            {
                if (written.Output[o] != tensor || IsResult(tensor)) continue;
                written.Output[o] = name;
                found = true;
            }

            for (int o = 0; found && o < written.Input.Count; o++)
                if (written.Input[o] == tensor) written.Input[o] = name;
        }

        return found;
    }

    private bool IsResult(string tensor)
    {
        foreach (Value output in node.Outputs) if (scope.IsBound(output, tensor)) return true;
        return false;
    }
}
