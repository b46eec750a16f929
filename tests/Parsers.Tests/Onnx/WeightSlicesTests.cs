using System.Runtime.InteropServices;
using Google.Protobuf;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Schema;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>Large weights are slices of the file; whatever else is in it is read as it was.</summary>
public sealed class WeightSlicesTests
{
    private const int Large = 5000;

    [Test]
    public void Large_weights_are_not_copied()
    {
        byte[] bytes = Model().ToByteArray();
        Network network = new OnnxParser().Parse(new ModelSource("test.onnx", bytes), new ParseOptions());
        Tensor large = network.Values.Select(v => v.Constant).OfType<Tensor>().Single(t => t.Info.ElementCount == Large);
        Assert.That(MemoryMarshal.TryGetArray(large.Bytes, out ArraySegment<byte> segment), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(segment.Array, Is.SameAs(bytes));
            Assert.That(large.Span<float>().ToArray(), Is.EqualTo(Enumerable.Range(0, Large).Select(i => (float)i)));
        });
    }

    [Test]
    public void What_is_read_is_what_the_schema_reads()
    {
        ModelProto model = Model();
        Assert.That(OnnxReader.Read(new ModelSource("test.onnx", model.ToByteArray())), Is.EqualTo(model));
        // Repeated fields are joined or replaced by the schema's rules, which slices must not change.
        byte[] twice = [.. model.ToByteArray(), .. model.ToByteArray()];
        Assert.That(OnnxReader.Read(new ModelSource("test.onnx", twice)), Is.EqualTo(ModelProto.Parser.ParseFrom(twice)));
    }

    [Test]
    public void A_tensor_whose_data_is_stated_twice_has_the_last()
    {
        TensorProto tensor = Tensor("w", Large);
        byte[] first = tensor.ToByteArray();
        tensor.RawData = ByteString.CopyFrom([.. tensor.RawData.Select(b => (byte)~b)]);
        byte[] both = [.. first, .. new TensorProto { RawData = tensor.RawData }.ToByteArray()];
        using var graph = new MemoryStream();
        Write(graph, 5, both);
        using var model = new MemoryStream();
        model.Write(new ModelProto { IrVersion = 9 }.ToByteArray());
        Write(model, 7, graph.ToArray());
        Assert.That(OnnxReader.Read(new ModelSource("test.onnx", model.ToArray())).Graph.Initializer.Single().RawData, Is.EqualTo(tensor.RawData));
    }

    [Test]
    public void Nothing_is_taken_out_of_bytes_that_are_no_model()
    {
        byte[] bytes = Model().ToByteArray();
        foreach (int length in new[] { 0, 1, 17, bytes.Length / 2, bytes.Length - 1 })
            Assert.That(new WeightSlices(bytes.AsMemory(0, length)).Rest.Length, Is.EqualTo(length));
        Assert.That(new WeightSlices(bytes).Rest.Length, Is.LessThan(bytes.Length - (Large * sizeof(float)) + 16));
    }

    private static ModelProto Model()
    {
        var builder = new OnnxModelBuilder();
        builder.Input("x", Large).Floats("small", [1], 3).Node("Add", ["x", "w"], ["y"]).Node("Mul", ["y", "small"], ["z"]).Output("z");
        builder.Graph.Initializer.Add(Tensor("w", Large));
        builder.Integers("unused", 1, 2, 3);
        return builder.Model;
    }

    private static TensorProto Tensor(string name, int count)
    {
        var tensor = new TensorProto { Name = name, DataType = DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, count).Select(i => (float)i)])) };
        tensor.Dims.Add(count);
        return tensor;
    }

    private static void Write(Stream to, int field, byte[] content)
    {
        var output = new CodedOutputStream(to, leaveOpen: true);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(content.Length);
        output.Flush();
        to.Write(content);
    }
}
