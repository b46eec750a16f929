using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Models made here that use what a corpus rarely has.</summary>
internal static class SampleModels
{
    private static readonly TensorInfo Vector = new(ElementType.Float32, [1, 4]);

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> All =>
    [
        ("small", Small().Build()),
        ("rich", Rich().Build()),
        ("behind", Rich(behind: true).Build()),
        ("options", EveryOptionsTable().Build()),
        ("signal", SignalModel.Create().Build()),
        ("stablehlo", StablehloModel.Create().Build()),
    ];

    /// <summary>Every table of both unions.</summary>
    public static IEnumerable<TfLiteOptionsTable> OptionsTables => Enum.GetValues<TfLiteOptionsTable>()
        .Where(t => t is not (TfLiteOptionsTable.None or TfLiteOptionsTable.SecondUnion));

    /// <summary>Adds a built-in operator by its name in the schema.</summary>
    public static int Operator(this TfLiteGraphBuilder graph, TfLiteBuiltinOperator code, int[] inputs, int[] outputs,
        TfLiteOptionsTable table = TfLiteOptionsTable.None, FlatObject? options = null, int version = 1) =>
        graph.Operator((int)code, inputs, outputs, table, options, version);

    /// <summary>One addition with a constant.</summary>
    public static TfLiteModelBuilder Small()
    {
        var model = new TfLiteModelBuilder { Description = "small" };
        TfLiteGraphBuilder graph = model.Graph();
        int x = graph.Input("x", Vector);
        int b = graph.Constant("b", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [4]), [1, 2, 3, 4]));
        int y = graph.Output("y", Vector);
        graph.Operator(TfLiteBuiltinOperator.ADD, [x, b], [y], TfLiteOptionsTable.AddOptions,
            new FlatObject { [0] = (sbyte)TfLiteActivation.Relu });
        return model;
    }

    /// <summary>Every kind of tensor, quantization and operator, with signatures, metadata and three graphs.</summary>
    public static TfLiteModelBuilder Rich(bool behind = false)
    {
        var model = new TfLiteModelBuilder { Description = "größer", BuffersBehind = behind };
        TfLiteGraphBuilder graph = model.Graph("main");
        int x = graph.Input("x", new TensorInfo(ElementType.Float32, [-1, 4]));
        int state = graph.Variable("state", Vector);
        int y = graph.Output("y", new TensorInfo(ElementType.Float32, [-1, 4]));
        AddTensors(graph);

        int call = graph.Operator(TfLiteBuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM, [x, -1, state], [y],
            TfLiteOptionsTable.UnidirectionalSequenceLSTMOptions, new FlatObject { [1] = 0.5f }, version: 3);
        graph.OperatorFields(call)[7] = new[] { false, false, true };
        graph.OperatorFields(call)[8] = new[] { -1, x };
        TfLiteGraphBuilder condition = AddBranch(model, "condition", ElementType.Bool);
        TfLiteGraphBuilder body = AddBranch(model, "body", ElementType.Float32);
        graph.Operator(TfLiteBuiltinOperator.WHILE, [x], [y], TfLiteOptionsTable.WhileOptions,
            new FlatObject { [0] = condition.Index, [1] = body.Index });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_COMPOSITE, [x], [y], TfLiteOptionsTable.StableHLOCompositeOptions,
            new FlatObject { [0] = "some.composite", [1] = body.Index, [2] = FlexMapWriter.Write(("rate", 2.5)), [4] = 7 });
        graph.CustomOperator("TFLite_Detection_PostProcess", [x], [y], FlexMapWriter.Write(("max_detections", 10), ("y_scale", 10.0f)));
        model.Signature("serving_default", graph, [("in", x)], [("out", y)]);
        model.Metadata("min_runtime_version", "1.5.0"u8.ToArray());
        return model;
    }

    /// <summary>One operator for every table of both unions, without any field.</summary>
    public static TfLiteModelBuilder EveryOptionsTable()
    {
        var model = new TfLiteModelBuilder();
        // Graph 0 is what all references to graphs lead to when they are left out: it must not run anything.
        model.Graph("nothing");
        TfLiteGraphBuilder graph = model.Graph("main");
        int x = graph.Input("x", Vector);
        foreach (TfLiteOptionsTable table in OptionsTables) graph.Operator(TfLiteBuiltinOperator.RELU, [x], [x], table);
        return model;
    }

    private static void AddTensors(TfLiteGraphBuilder graph)
    {
        graph.Constant("per_axis", Tensor.Create<sbyte>(
            new TensorInfo(ElementType.Int8, [2, 3], new QuantizationInfo([0.5f, 0.25f], [0], Axis: 0)), [1, 2, 3, 4, 5, 6]));
        int scales = graph.Constant("scales", Tensor.Create<Half>(new TensorInfo(ElementType.Float16, [1, 2]), [(Half)0.5f, (Half)2]));
        int blocks = graph.Constant("blocks", new Tensor(new TensorInfo(ElementType.Int4, [1, 64]), new byte[32]));
        var blockwise = new FlatObject { [0] = scales, [1] = -1, [2] = 32 };
        graph.TensorFields(blocks)[4] = new FlatObject { [4] = (byte)2, [5] = blockwise, [6] = 1 };
        int axes = graph.Constant("axes", new Tensor(new TensorInfo(ElementType.Int8, [1, 2]), new byte[2]));
        var multiAxis = new FlatObject { [0] = scales, [1] = -1, [3] = new[] { 0, 1 } };
        graph.TensorFields(axes)[4] = new FlatObject { [4] = (byte)3, [5] = multiAxis };
        int custom = graph.Tensor("custom", Vector);
        graph.TensorFields(custom)[4] = new FlatObject { [4] = (byte)1, [5] = new FlatObject { [0] = new byte[] { 1, 2, 3 } } };
        int sparse = graph.Constant("sparse", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [3]), [1, 2, 3]));
        graph.TensorFields(sparse)[0] = new[] { 4, 4 };
        graph.TensorFields(sparse)[6] = new FlatObject
        {
            [0] = new[] { 0, 1 },
            [2] = new FlatObject[]
            {
                new() { [0] = (sbyte)0, [1] = 4 },
                new()
                {
                    [0] = (sbyte)1,
                    [2] = (byte)3, [3] = new FlatObject { [0] = new byte[] { 0, 1, 1, 2, 3 } },
                    [4] = (byte)2, [5] = new FlatObject { [0] = new ushort[] { 0, 3, 300 } },
                },
            },
        };
        int list = graph.Handle("list");
        graph.TensorFields(list)[1] = (sbyte)TfLiteTensorType.Variant;
        graph.TensorFields(list)[9] = new FlatObject[] { new() { [0] = new[] { 2, -1 }, [1] = (sbyte)TfLiteTensorType.Int32, [2] = true } };
    }

    private static TfLiteGraphBuilder AddBranch(TfLiteModelBuilder model, string name, ElementType type)
    {
        TfLiteGraphBuilder graph = model.Graph(name);
        int x = graph.Input("x", Vector);
        int y = graph.Output("y", new TensorInfo(type, [1, 4]));
        graph.Operator(TfLiteBuiltinOperator.CAST, [x], [y], TfLiteOptionsTable.CastOptions);
        return graph;
    }
}
