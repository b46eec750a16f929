using System.Collections.Immutable;
using Google.Protobuf;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Schema;
using NnBridge.Parsers.TfLite;
using NnBridge.Parsers.Tests.TfLite;
using static NnBridge.Parsers.Tests.Onnx.OnnxModelBuilder;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>What becomes of small models.</summary>
public sealed class OnnxParserTests
{
    [Test]
    public void Only_own_files_are_recognised()
    {
        var onnx = new OnnxParser();
        byte[] own = new OnnxModelBuilder().Input("x", 2).Node("Relu", ["x"], ["y"]).Output("y").ToBytes();
        Assert.Multiple(() =>
        {
            Assert.That(onnx.Recognizes(own.AsSpan(0, Math.Min(64, own.Length)), "model.onnx"), Is.True);
            Assert.That(onnx.Recognizes(own.AsSpan(0, Math.Min(64, own.Length)), "model"), Is.True);
            foreach ((string name, byte[] bytes) in SampleModels.All) Assert.That(onnx.Recognizes(bytes.AsSpan(0, 64), "model.onnx"), Is.False, name);
            Assert.That(onnx.Recognizes("name: \"LeNet\"\nlayer {"u8, "deploy.prototxt"), Is.False);
            Assert.That(onnx.Recognizes([0x0A, 0x10, 0x0A, 0x05, (byte)'i', (byte)'n', (byte)'p', (byte)'u', (byte)'t'], "frozen.pb"), Is.False, "a TensorFlow graph");
            Assert.That(onnx.Recognizes([], "model.onnx"), Is.False);
            Assert.That(new TfLiteParser().Recognizes(own, "model.onnx"), Is.False);
        });
    }

    [Test]
    public void Named_dimensions_stay_open_and_the_caller_can_close_them()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", -1, 3).Node("Relu", ["x"], ["y"]).Output("y");
        Shape closed = model.Parse(new ParseOptions { InputShapes = new Dictionary<string, Shape> { ["x"] = [5, 3] }.ToImmutableDictionary() }).Outputs[0].Info.Shape;
        Assert.Multiple(() =>
        {
            Assert.That(model.Parse().Outputs[0].Info.Shape.Dimensions[0].Name, Is.EqualTo("open"));
            Assert.That(closed, Is.EqualTo(Shape.Of(5, 3)));
        });
    }

    [Test]
    public void A_convolution_becomes_channels_last_between_two_transpositions()
    {
        Network network = new OnnxModelBuilder().Input("x", 1, 3, 8, 8)
            .Floats("w", [4, 3, 3, 3], new float[108]).Floats("b", [4], new float[4])
            .Node("Conv", ["x", "w", "b"], ["y"], Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2)).Output("y").Parse();
        Node convolution = network.Nodes.Single(n => n.Op is Convolution);
        Assert.Multiple(() =>
        {
            Assert.That(convolution.Input(0).Info.Shape, Is.EqualTo(Shape.Of(1, 8, 8, 3)));
            Assert.That(convolution.Input(1).Info.Shape, Is.EqualTo(Shape.Of(4, 3, 3, 3)));
            Assert.That(network.Outputs[0].Info.Shape, Is.EqualTo(Shape.Of(1, 4, 4, 4)));
            Assert.That(network.OutputNames, Is.EqualTo(new[] { "y" }));
        });
    }

    [Test]
    public void A_convolution_with_as_many_groups_as_channels_is_depthwise()
    {
        Network network = new OnnxModelBuilder().Input("x", 1, 4, 8, 8).Floats("w", [8, 1, 3, 3], new float[72])
            .Node("Conv", ["x", "w"], ["y"], Int("group", 4)).Output("y").Parse();
        Assert.That(network.Nodes.Single(n => n.Op is DepthwiseConvolution).Input(1).Info.Shape, Is.EqualTo(Shape.Of(1, 3, 3, 8)));
    }

    [Test]
    public void All_unsupported_operators_are_reported_at_once()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 2)
            .Node("NoSuchOperator", ["x"], ["a"]).Node("Relu", ["a"], ["b"]).Node("StringNormalizer", ["x"], ["c"]).Node("Add", ["b", "c"], ["y"]).Output("y");
        var e = Assert.Throws<UnsupportedOperatorException>(() => model.Parse());
        Assert.That(e!.Operators.Select(o => o.Operator), Is.EqualTo(new[] { "NoSuchOperator", "StringNormalizer" }));
        Assert.That(new OnnxParser().Summarize(new ModelSource("test.onnx", model.ToBytes())).Unsupported, Has.Length.EqualTo(2));
    }

    [Test]
    public void Graphs_inside_of_a_node_see_what_is_around_it()
    {
        GraphProto Branch(string name, string type)
        {
            var branch = new GraphProto { Name = name };
            branch.Node.Add(MakeNode(type, ["x", "k"], [name]));
            branch.Output.Add(new ValueInfoProto { Name = name });
            return branch;
        }

        Network network = new OnnxModelBuilder().Input("x", 2).Floats("k", [2], 1, 2)
            .Node("ReduceMax", ["x"], ["top"], Int("keepdims", 0)).Node("Greater", ["top", "k0"], ["c"]).Floats("k0", [], 0)
            .Node("If", ["c"], ["y"], SubGraph("then_branch", Branch("a", "Add")), SubGraph("else_branch", Branch("b", "Mul"))).Output("y").Parse();
        Node branch = network.Nodes.Single(n => n.Op is If);
        Assert.That(branch.Inputs, Has.Length.EqualTo(2), "the condition and x; the constant is copied");
        Assert.That(((If)branch.Op).Then.Nodes.Single().Op, Is.EqualTo(new Binary(BinaryKind.Add)));
    }

    [Test]
    public void Functions_become_part_of_the_graph_with_the_attributes_of_the_call()
    {
        var function = new FunctionProto { Name = "Leaky", Domain = "own" };
        function.Input.Add("v");
        function.Output.Add("w");
        function.Attribute.Add("slope");
        function.OpsetImport.Add(new OperatorSetIdProto { Version = 20 });
        function.Node.Add(MakeNode("LeakyRelu", ["v"], ["w"], new AttributeProto { Name = "alpha", RefAttrName = "slope", Type = AttributeProto.Types.AttributeType.Float }));
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 2).Output("y");
        model.Model.Functions.Add(function);
        NodeProto call = MakeNode("Leaky", ["x"], ["y"], new AttributeProto { Name = "slope", F = 0.25f, Type = AttributeProto.Types.AttributeType.Float });
        call.Domain = "own";
        model.Graph.Node.Add(call);
        Assert.That(model.Parse().Nodes.Single().Op, Is.EqualTo(new Unary(UnaryKind.LeakyRelu) { Alpha = 0.25f }));
    }

    [Test]
    public void Data_in_a_file_beside_the_model_is_read_from_its_range()
    {
        OnnxModelBuilder model = External("weights.bin", offset: 4, length: 8);
        Network network = new OnnxParser().Parse(
            new ModelSource("m.onnx", model.ToBytes(), _ => new byte[] { 9, 9, 9, 9, 0, 0, 128, 63, 0, 0, 0, 64 }), new ParseOptions());
        Assert.That(network.Nodes[0].Constant(1)!.Span<float>().ToArray(), Is.EqualTo(new[] { 1f, 2f }));
    }

    [TestCase("../weights.bin")]
    [TestCase("/etc/passwd")]
    [TestCase("a/../../b")]
    [TestCase("..\\weights.bin")]
    public void Data_outside_of_the_models_folder_is_refused(string location) => Assert.That(
        () => new OnnxParser().Parse(new ModelSource("m.onnx", External(location, 0, 8).ToBytes(), _ => new byte[8]), new ParseOptions()),
        Throws.InstanceOf<InvalidModelException>().With.Message.Contains("outside"));

    [Test]
    public void A_cycle_is_refused() => Assert.That(
        () => new OnnxModelBuilder().Input("x", 2).Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]).Output("b").Parse(),
        Throws.InstanceOf<InvalidNetworkException>().With.Message.Contains("'a' is computed of its own result"));

    [Test]
    public void What_no_node_yields_is_refused() => Assert.That(
        () => new OnnxModelBuilder().Input("x", 2).Node("Add", ["x", "b"], ["a"]).Output("a").Parse(),
        Throws.InstanceOf<InvalidNetworkException>().With.Message.Contains("'b' is read before"));

    /// <summary>Tools append what they insert; the format does not allow it, but such files are about.</summary>
    [Test]
    public void Nodes_behind_their_readers_are_moved_in_front_of_them()
    {
        Network network = new OnnxModelBuilder().Input("x", 2).Node("Neg", ["x"], ["a"]).Node("Add", ["a", "d"], ["b"]).Node("Relu", ["b"], ["y"])
            .Node("Abs", ["c"], ["d"]).Node("Exp", ["a"], ["c"]).Output("y").Parse();
        Assert.That(network.Nodes.Select(n => n.Outputs[0].Name), Is.EqualTo(new[] { "a", "c", "d", "b", "y" }));
    }

    [Test]
    public void A_long_chain_in_the_wrong_order_is_sorted()
    {
        const int Length = 20_000;
        OnnxModelBuilder model = new OnnxModelBuilder().Input("v0", 2).Output($"v{Length}");
        for (int i = Length; i > 0; i--) model.Node("Relu", [$"v{i - 1}"], [$"v{i}"]);
        Assert.That(model.Parse().Nodes, Has.Length.EqualTo(Length));
    }

    [Test]
    public void A_graph_inside_may_read_what_comes_later()
    {
        var branch = new GraphProto { Name = "branch" };
        branch.Node.Add(MakeNode("Abs", ["late"], ["r"]));
        branch.Output.Add(new ValueInfoProto { Name = "r" });
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 2).Output("y");
        model.Graph.Initializer.Add(new TensorProto { Name = "c", DataType = TensorProto.Types.DataType.Bool, Int32Data = { 1 } });
        model.Node("If", ["c"], ["y"], new AttributeProto { Name = "then_branch", G = branch, Type = AttributeProto.Types.AttributeType.Graph },
            new AttributeProto { Name = "else_branch", G = branch, Type = AttributeProto.Types.AttributeType.Graph });
        model.Node("Neg", ["x"], ["late"]);
        Assert.That(model.Parse().Nodes.First(n => n.Op is Unary or If).Op, Is.EqualTo(new Unary(UnaryKind.Neg)));
    }

    /// <summary>Padding is the computed zero point, and nothing is widened to floats: an engine of bytes can run it.</summary>
    [TestCase(0)]
    [TestCase(1)]
    public void A_convolution_of_bytes_around_a_computed_zero_stays_one_of_bytes(int padding)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 1, 2, 5, 5).Output("y");
        var weights = new TensorProto { Name = "w", DataType = TensorProto.Types.DataType.Int8, RawData = Google.Protobuf.ByteString.CopyFrom([.. Enumerable.Range(0, 3 * 2 * 3 * 3).Select(i => (byte)i)]) };
        weights.Dims.Add([3, 2, 3, 3]);
        model.Graph.Initializer.Add(weights);
        var pads = new AttributeProto { Name = "pads", Type = AttributeProto.Types.AttributeType.Ints };
        pads.Ints.Add([padding, padding, padding, padding]);
        Network network = model.Node("DynamicQuantizeLinear", ["x"], ["q", "s", "z"]).Node("ConvInteger", ["q", "w", "z"], ["y"], pads).Parse();
        Assert.That(network.Nodes.Select(n => n.Op).OfType<Convolution>().Select(c => c.OutputType), Is.EqualTo(new ElementType?[] { ElementType.Int32, ElementType.Int32 }));
        Assert.That(network.Nodes.Count(n => n.Op is Pad), Is.EqualTo(padding));
        Assert.That(network.Values.Where(v => v.Info.Type == ElementType.Float64), Is.Empty);
    }

    [Test]
    public void A_function_that_calls_itself_is_refused()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 2).Output("y");
        var function = new FunctionProto { Name = "F", Domain = "own" };
        function.Input.Add("v");
        function.Output.Add("w");
        NodeProto inner = MakeNode("F", ["v"], ["w"]);
        inner.Domain = "own";
        function.Node.Add(inner);
        model.Model.Functions.Add(function);
        NodeProto call = inner.Clone();
        call.Input[0] = "x";
        call.Output[0] = "y";
        model.Graph.Node.Add(call);
        Assert.That(() => model.Parse(), Throws.InstanceOf<InvalidModelException>().With.Message.Contains("nested deeper"));
    }

    [Test]
    public void Impossible_sizes_of_tensors_are_refused_without_allocating()
    {
        foreach (long[] dims in new long[][] { [-1], [long.MaxValue], [int.MaxValue - 1, int.MaxValue - 1, int.MaxValue - 1], [1 << 30, 1 << 30] })
        {
            OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 2).Floats("w", dims, 1, 2).Node("Add", ["x", "w"], ["y"]).Output("y");
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(() => model.Parse(), Throws.InstanceOf<InvalidModelException>(), string.Join(" ", dims));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        }
    }

    private static OnnxModelBuilder External(string location, int offset, int length)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 2).Node("Add", ["x", "w"], ["y"]).Output("y");
        var tensor = new TensorProto { Name = "w", DataType = TensorProto.Types.DataType.Float, DataLocation = TensorProto.Types.DataLocation.External };
        tensor.Dims.Add(2);
        foreach ((string key, string value) in new[] { ("location", location), ("offset", $"{offset}"), ("length", $"{length}") })
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        model.Graph.Initializer.Add(tensor);
        return model;
    }
}
