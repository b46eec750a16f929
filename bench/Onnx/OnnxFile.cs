using NnBridge.Bench.Native;

namespace NnBridge.Bench.Onnx;

/// <summary>Writes graphs as ONNX files (onnx.proto, operator set 17).</summary>
internal static class OnnxFile
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    // AttributeProto.AttributeType
    private const int FloatAttribute = 1, IntegerAttribute = 2, TextAttribute = 3, IntegersAttribute = 7;

    /// <summary>Writes a file.</summary>
    public static void Write(OnnxGraph graph, string path)
    {
        var model = new ProtoWriter();
        model.Integer(1, IrVersion);
        model.Text(2, "NnBridge.Bench");
        model.Message(7, w => Graph(w, graph));
        model.Message(8, w =>
        {
            w.Text(1, "");
            w.Integer(2, OperatorSet);
        });
        using FileStream file = File.Create(path);
        file.Write(model.Bytes);
    }

    private static void Graph(ProtoWriter writer, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes) writer.Message(1, w => Node(w, node));
        writer.Text(2, "main");
        foreach ((string name, Tensor tensor) in graph.Constants) writer.Message(5, w => Constant(w, name, tensor));
        foreach ((string name, TensorInfo info) in graph.Inputs) writer.Message(11, w => Port(w, name, info));
        foreach ((string name, TensorInfo info) in graph.Outputs) writer.Message(12, w => Port(w, name, info));
    }

    private static void Node(ProtoWriter writer, OnnxNode node)
    {
        foreach (string input in node.Inputs) writer.Text(1, input);
        foreach (string output in node.Outputs) writer.Text(2, output);
        writer.Text(3, node.Outputs[0]);
        writer.Text(4, node.Operator);
        foreach ((string name, object value) in node.Attributes) writer.Message(5, w => Attribute(w, name, value));
    }

    private static void Attribute(ProtoWriter writer, string name, object value)
    {
        writer.Text(1, name);
        switch (value)
        {
            case float number:
                writer.Single(2, number);
                writer.Integer(20, FloatAttribute);
                break;
            case long number:
                writer.Integer(3, number);
                writer.Integer(20, IntegerAttribute);
                break;
            case string text:
                writer.Text(4, text);
                writer.Integer(20, TextAttribute);
                break;
            case long[] numbers:
                foreach (long number in numbers) writer.Integer(8, number);
                writer.Integer(20, IntegersAttribute);
                break;
            default:
                throw new ArgumentException($"attribute {name}: a {value.GetType().Name} cannot be written");
        }
    }

    private static void Constant(ProtoWriter writer, string name, Tensor tensor)
    {
        foreach (int size in tensor.Info.Shape.ToArray()) writer.Integer(1, size);
        writer.Integer(2, OrtElementTypes.ToOnnx(tensor.Info.Type));
        writer.Text(8, name);
        writer.Blob(9, tensor.Bytes.Span);
    }

    private static void Port(ProtoWriter writer, string name, TensorInfo info)
    {
        writer.Text(1, name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, OrtElementTypes.ToOnnx(info.Type));
            // A tensor of which only the type is stated, as an output for calibration is, has no shape at all.
            if (!info.Shape.IsRanked) return;
            tensor.Message(2, shape =>
            {
                foreach (int size in info.Shape.ToArray()) shape.Message(1, dimension => dimension.Integer(1, size));
            });
        }));
    }
}
