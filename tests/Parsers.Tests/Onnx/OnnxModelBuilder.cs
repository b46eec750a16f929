using Google.Protobuf;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Schema;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>Writes small ONNX models for tests.</summary>
internal sealed class OnnxModelBuilder
{
    public OnnxModelBuilder(int opset = 20)
    {
        Model = new ModelProto { IrVersion = 9, ProducerName = "tests", Graph = new GraphProto { Name = "graph" } };
        Model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    public OnnxModelBuilder Input(string name, params long[] dims)
    {
        Graph.Input.Add(Info(name, dims));
        return this;
    }

    public OnnxModelBuilder Output(params string[] names)
    {
        foreach (string name in names) Graph.Output.Add(new ValueInfoProto { Name = name });
        return this;
    }

    public OnnxModelBuilder Floats(string name, long[] dims, params float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = DataType.Float };
        tensor.Dims.Add(dims);
        tensor.FloatData.Add(values);
        Graph.Initializer.Add(tensor);
        return this;
    }

    public OnnxModelBuilder Integers(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = DataType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.Add(values);
        Graph.Initializer.Add(tensor);
        return this;
    }

    public OnnxModelBuilder Node(string type, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        Graph.Node.Add(MakeNode(type, inputs, outputs, attributes));
        return this;
    }

    public byte[] ToBytes() => Model.ToByteArray();

    public Network Parse(ParseOptions? options = null) => new OnnxParser().Parse(new ModelSource("test.onnx", ToBytes()), options ?? new ParseOptions());

    public static NodeProto MakeNode(string type, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        node.Attribute.Add(attributes);
        return node;
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    public static AttributeProto SubGraph(string name, GraphProto graph) => new() { Name = name, G = graph, Type = AttributeProto.Types.AttributeType.Graph };

    /// <summary>A tensor of floats; -1 is an open dimension.</summary>
    public static ValueInfoProto Info(string name, params long[] dims)
    {
        var shape = new TensorShapeProto();
        foreach (long dim in dims)
            shape.Dim.Add(dim < 0 ? new TensorShapeProto.Types.Dimension { DimParam = "open" } : new TensorShapeProto.Types.Dimension { DimValue = dim });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = DataType.Float, Shape = shape } } };
    }
}
