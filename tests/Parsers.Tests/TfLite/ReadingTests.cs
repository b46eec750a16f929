using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>What is written comes back as records.</summary>
public sealed class ReadingTests
{
    private const int Budget = 1_000_000;

    private static TfLiteModel Read(TfLiteModelBuilder model) => TfLiteReader.Read(model.Build(), Budget);

    private static TfLiteTensor TensorNamed(TfLiteModel model, string name) => model.Subgraphs[0].Tensors.Single(t => t.Name == name);

    [Test]
    public void A_small_model_comes_back_whole()
    {
        TfLiteModel model = Read(SampleModels.Small());
        TfLiteSubgraph graph = model.Subgraphs.Single();
        TfLiteOperator add = graph.Operators.Single();
        Assert.Multiple(() =>
        {
            Assert.That((model.Version, model.Description, graph.Name), Is.EqualTo((3u, "small", "main")));
            Assert.That(graph.Tensors.Select(t => t.Name), Is.EqualTo(new[] { "x", "b", "y" }));
            Assert.That(graph.Tensors.Select(t => t.IsConstant), Is.EqualTo(new[] { false, true, false }));
            Assert.That(graph.Tensors[1].Data!.Value.ToArray(), Is.EqualTo(new[] { 1f, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)));
            Assert.That(graph.Inputs, Is.EqualTo(ValueList.Create<int>([0])));
            Assert.That(graph.Outputs, Is.EqualTo(ValueList.Create<int>([2])));
            Assert.That((add.Code, add.Name, add.Version), Is.EqualTo((TfLiteBuiltinOperator.ADD, "ADD", 1)));
            Assert.That(add.Inputs, Is.EqualTo(ValueList.Create<int>([0, 1])));
            Assert.That(add.Outputs, Is.EqualTo(ValueList.Create<int>([2])));
            Assert.That(add.Options<AddOptions>(), Is.EqualTo(new AddOptions(TfLiteActivation.Relu, PotScaleInt16: true)));
        });
    }

    [Test]
    public void An_open_dimension_is_in_the_shape_signature()
    {
        TfLiteTensor x = TensorNamed(Read(SampleModels.Rich()), "x");
        Assert.That((x.Shape, x.ShapeSignature, x.HasRank), Is.EqualTo((ValueList.Create([1, 4]), ValueList.Create([-1, 4]), true)));
    }

    [Test]
    public void Quantization_of_every_kind_is_read()
    {
        TfLiteModel model = Read(SampleModels.Rich());
        int scales = TensorNamed(model, "scales").Index;
        TfLiteQuantization perAxis = TensorNamed(model, "per_axis").Quantization!;
        Assert.Multiple(() =>
        {
            Assert.That(perAxis.Scales, Is.EqualTo(ValueList.Create([0.5f, 0.25f])));
            Assert.That(perAxis.ZeroPoints, Is.EqualTo(ValueList.Create([0L, 0L])));
            Assert.That(TensorNamed(model, "blocks").Quantization!.Details, Is.EqualTo(new TfLiteBlockwiseQuantization(scales, -1, 32)));
            Assert.That(TensorNamed(model, "blocks").Quantization!.QuantizedDimension, Is.EqualTo(1));
            Assert.That(TensorNamed(model, "axes").Quantization!.Details,
                Is.EqualTo(new TfLiteMultiAxisQuantization(scales, -1, 0, ValueList.Create([0, 1]))));
            Assert.That(((TfLiteCustomQuantization)TensorNamed(model, "custom").Quantization!.Details!).Custom.ToArray(),
                Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(TensorNamed(model, "x").Quantization, Is.Null);
        });
    }

    [Test]
    public void Sparse_dimensions_keep_their_widened_indices()
    {
        TfLiteSparsity sparsity = TensorNamed(Read(SampleModels.Rich()), "sparse").Sparsity!;
        Assert.Multiple(() =>
        {
            Assert.That(sparsity.TraversalOrder, Is.EqualTo(ValueList.Create([0, 1])));
            Assert.That(sparsity.BlockMap.Count, Is.Zero);
            Assert.That(sparsity.Dimensions[0], Is.EqualTo(new TfLiteSparseDimension(false, 4, default, default)));
            Assert.That(sparsity.Dimensions[1],
                Is.EqualTo(new TfLiteSparseDimension(true, 0, ValueList.Create([0, 1, 1, 2, 3]), ValueList.Create([0, 3, 300]))));
        });
    }

    [Test]
    public void Element_types_of_a_list_are_read() => Assert.That(TensorNamed(Read(SampleModels.Rich()), "list").VariantTypes.Single(),
        Is.EqualTo(new TfLiteVariantType(ValueList.Create([2, -1]), TfLiteTensorType.Int32, HasRank: true)));

    [Test]
    public void Operators_keep_omitted_inputs_versions_and_state()
    {
        TfLiteOperator lstm = Read(SampleModels.Rich()).Subgraphs[0].Operators[0];
        Assert.Multiple(() =>
        {
            Assert.That(lstm.Inputs, Is.EqualTo(ValueList.Create([0, -1, 1])));
            Assert.That(lstm.MutatingInputs, Is.EqualTo(ValueList.Create([false, false, true])));
            Assert.That(lstm.Intermediates, Is.EqualTo(ValueList.Create([-1, 0])));
            Assert.That(lstm.Version, Is.EqualTo(3));
            Assert.That(lstm.Options<UnidirectionalSequenceLSTMOptions>().CellClip, Is.EqualTo(0.5f));
            Assert.That(TensorNamed(Read(SampleModels.Rich()), "state").IsVariable, Is.True);
        });
    }

    [Test]
    public void Options_of_the_second_union_are_read()
    {
        TfLiteOperator composite = Read(SampleModels.Rich()).Subgraphs[0].Operators[2];
        StableHLOCompositeOptions options = composite.Options<StableHLOCompositeOptions>();
        Assert.Multiple(() =>
        {
            Assert.That(composite.Code, Is.EqualTo(TfLiteBuiltinOperator.STABLEHLO_COMPOSITE), "a code above 127");
            Assert.That((options.Name, options.DecompositionSubgraph, options.Version), Is.EqualTo(("some.composite", 2, 7)));
            Assert.That(options.Attributes.IsEmpty, Is.False);
            Assert.That((composite.OptionsType, composite.OptionsType2), Is.EqualTo((0, 21)));
        });
    }

    [Test]
    public void Custom_operators_have_a_name_and_a_map_of_options()
    {
        TfLiteOperator custom = Read(SampleModels.Rich()).Subgraphs[0].Operators[3];
        Assert.Multiple(() =>
        {
            Assert.That((custom.Code, custom.Name), Is.EqualTo((TfLiteBuiltinOperator.CUSTOM, "TFLite_Detection_PostProcess")));
            Assert.That(custom.CustomMap().Int32("max_detections"), Is.EqualTo(10));
            Assert.That(custom.CustomMap().Double("y_scale"), Is.EqualTo(10));
        });
    }

    [Test]
    public void Signatures_and_metadata_are_read()
    {
        TfLiteModel model = Read(SampleModels.Rich());
        TfLiteSignature signature = model.Signatures.Single();
        Assert.Multiple(() =>
        {
            Assert.That((signature.Key, signature.Subgraph), Is.EqualTo(("serving_default", 0)));
            Assert.That(signature.Inputs, Is.EqualTo(new[] { new TfLiteAlias("in", 0) }));
            Assert.That(signature.Outputs, Is.EqualTo(new[] { new TfLiteAlias("out", 2) }));
            Assert.That(model.Metadata.Single().Name, Is.EqualTo("min_runtime_version"));
            Assert.That(model.Metadata.Single().Data.ToArray(), Is.EqualTo("1.5.0"u8.ToArray()));
            Assert.That(model.Description, Is.EqualTo("größer"));
        });
    }

    [Test]
    public void Buffers_behind_the_FlatBuffer_hold_the_same_content()
    {
        TfLiteModel inside = Read(SampleModels.Rich()), behind = Read(SampleModels.Rich(behind: true));
        Assert.That(inside.Subgraphs[0].Tensors.Count(t => t.IsConstant), Is.EqualTo(5));
        foreach (TfLiteTensor tensor in inside.Subgraphs[0].Tensors)
            Assert.That(behind.Subgraphs[0].Tensors[tensor.Index].Data?.ToArray(), Is.EqualTo(tensor.Data?.ToArray()), tensor.ToString());
    }

    [Test]
    public void Custom_options_behind_the_FlatBuffer_are_found()
    {
        TfLiteModelBuilder model = SampleModels.Small();
        TfLiteGraphBuilder graph = model.Graph();
        FlatObject fields = graph.OperatorFields(graph.CustomOperator("Mine", [], []));
        (fields[9], fields[10]) = (2ul, 1ul);
        int end = model.Build().Length;
        (fields[9], fields[10]) = ((ulong)end, 3ul);
        byte[] bytes = [.. model.Build(), 7, 8, 9];
        Assert.That(TfLiteReader.Read(bytes, Budget).Subgraphs[1].Operators[0].CustomOptions.ToArray(), Is.EqualTo(new byte[] { 7, 8, 9 }));
    }

    [Test]
    public void Buffers_in_other_files_are_opened_by_their_group()
    {
        TfLiteModelBuilder model = SampleModels.Small();
        FlatObject root = model.Root();
        ((FlatObject[])((FlatObject[])root[2]!)[0][0]!)[1][10] = 0x8000_0000u;
        root[8] = new FlatObject[] { new() { [0] = "weights.bin" } };
        root[9] = new FlatObject[] { new() { [0] = 0x8000_0000u, [1] = 0u, [2] = 1ul, [3] = 2ul, [4] = "" } };
        byte[] bytes = FlatBufferWriter.Write(root, "TFL3");
        TfLiteExternalBuffer external = TfLiteReader.Read(bytes, Budget).Subgraphs[0].Tensors[1].External!;
        Assert.Multiple(() =>
        {
            var source = new ModelSource("m", bytes, file => file == "weights.bin" ? new byte[] { 1, 2, 3 } : default);
            Assert.That(external.Open(source).ToArray(), Is.EqualTo(new byte[] { 2, 3 }));
            Assert.That(() => external.Open(new ModelSource("m", bytes)),
                Throws.TypeOf<InvalidModelException>().With.Message.Contains("weights.bin"));
            Assert.That(() => external.Open(new ModelSource("m", bytes, _ => new byte[2])), Throws.TypeOf<InvalidModelException>());
        });
    }

    [Test]
    public void An_operator_code_of_a_newer_schema_is_carried_with_its_number()
    {
        var model = new TfLiteModelBuilder();
        model.Graph().Operator(1234, [], []);
        Assert.That(Read(model).Subgraphs[0].Operators[0].Name, Is.EqualTo("BUILTIN_1234"));
    }

    [Test]
    public void An_old_file_states_the_operator_in_one_byte()
    {
        FlatObject root = SampleModels.Small().Root();
        FlatObject code = ((FlatObject[])root[1]!)[0];
        (code[0], code[3]) = ((sbyte)TfLiteBuiltinOperator.MUL, null);
        TfLiteOperator op = TfLiteReader.Read(FlatBufferWriter.Write(root, "TFL3"), Budget).Subgraphs[0].Operators[0];
        Assert.That(op.Code, Is.EqualTo(TfLiteBuiltinOperator.MUL));
    }
}
