using Google.Protobuf;
using NnBridge.Parsers.Onnx.Schema;
using AttributeType = NnBridge.Parsers.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writes nodes into one graph.</summary>
internal sealed class GraphWriter(ModelWriter model, GraphProto proto)
{
    public ModelWriter Model => model;

    public GraphProto Proto => proto;

    /// <summary>Writes all nodes of a network; what cannot be written is noted, and the rest is still looked at.</summary>
    public void WriteNodes(Scope scope, Network network)
    {
        foreach (Node node in network.Nodes)
        {
            var writer = new NodeWriter(scope, node);
            try
            {
                OperatorWriters.Write(writer);
            }
            catch (UnwritableException e)
            {
                model.Unsupported.Add(new UnsupportedOperator(node.Op.Name, node.ToString(), e.Message));
                foreach (Value output in node.Outputs) scope.Bind(output, scope.NewName(output));
            }
        }
    }

    /// <summary>Writes a nested network into this graph.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Tensors that are its inputs.</param>
    /// <returns>Tensors that are its outputs.</returns>
    public string[] WriteInline(Network network, ReadOnlySpan<string> inputs)
    {
        if (!network.States.IsEmpty) throw new UnwritableException($"the network '{network.Name}' inside of it keeps state");
        var scope = new Scope(this);
        for (int i = 0; i < network.Inputs.Length; i++) scope.Bind(network.Inputs[i], inputs[i]);
        WriteNodes(scope, network);
        return [.. network.Outputs.Select(scope.Name)];
    }

    public static NodeProto MakeNode(string name, string type, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs,
        ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto { Name = name, OpType = type };
        foreach (string input in inputs) node.Input.Add(input);
        foreach (string output in outputs) node.Output.Add(output);
        foreach ((string key, object value) in attributes) node.Attribute.Add(Attribute(key, value));
        return node;
    }

    /// <summary>Name, type and shape of a tensor; unknown dimensions keep their names.</summary>
    public static ValueInfoProto Describe(string name, TensorInfo info)
    {
        info = Complex.Written(info);
        var tensor = new TypeProto.Types.Tensor { ElemType = info.Type.ToDataType() };
        if (info.Shape.IsRanked)
        {
            tensor.Shape = new TensorShapeProto();
            foreach (Dimension dimension in info.Shape)
            {
                var size = new TensorShapeProto.Types.Dimension();
                if (dimension.IsKnown) size.DimValue = dimension.Size;
                else if (dimension.Name is { } known) size.DimParam = known;
                tensor.Shape.Dim.Add(size);
            }
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case float number:
                (attribute.F, attribute.Type) = (number, AttributeType.Float);
                break;
            case int number:
                (attribute.I, attribute.Type) = (number, AttributeType.Int);
                break;
            case long number:
                (attribute.I, attribute.Type) = (number, AttributeType.Int);
                break;
            case bool flag:
                (attribute.I, attribute.Type) = (flag ? 1 : 0, AttributeType.Int);
                break;
            case ElementType type:
                (attribute.I, attribute.Type) = ((int)type.ToDataType(), AttributeType.Int);
                break;
            case string text:
                (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), AttributeType.String);
                break;
            case string[] texts:
                attribute.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                attribute.Type = AttributeType.Strings;
                break;
            case IEnumerable<int> numbers:
                attribute.Ints.Add(numbers.Select(n => (long)n));
                attribute.Type = AttributeType.Ints;
                break;
            case IEnumerable<long> numbers:
                attribute.Ints.Add(numbers);
                attribute.Type = AttributeType.Ints;
                break;
            case IEnumerable<float> numbers:
                attribute.Floats.Add(numbers);
                attribute.Type = AttributeType.Floats;
                break;
            case GraphProto graph:
                (attribute.G, attribute.Type) = (graph, AttributeType.Graph);
                break;
            default:
                throw new ArgumentException($"attribute '{name}' is a {value.GetType().Name}", nameof(value));
        }

        return attribute;
    }
}
