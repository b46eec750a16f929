using NnBridge.Backends.Cpu;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Parsers.Tests.Onnx.Export;

/// <summary>Whole networks: state, control flow, names, quantized weights, and what is refused.</summary>
public sealed class OnnxExporterTests
{
    private static readonly TensorInfo Pair = new(ElementType.Float32, [2]);

    [Test]
    public void State_becomes_an_input_and_an_output_and_a_first_value_another_one()
    {
        var builder = new NetworkBuilder("sum");
        Value x = builder.Input("x", Pair), past = builder.StateInput("past", Pair);
        Value sum = builder.Add("sum", new Binary(BinaryKind.Add), [x, past]);
        builder.State(past, sum, builder.Constant("first", Tensor.Create<float>(Pair, [10, 20])));
        builder.Output(sum);
        Network network = RoundTrip(builder.Build());
        Assert.That(network.Inputs.Select(i => i.Name), Is.EqualTo(new[] { "x", "past_state_in" }));
        Assert.That(network.OutputNames, Is.EqualTo(new[] { "sum", "past_state_out", "past_state_initial" }));
        float[][] results = Run(network, [1, 2], [10, 20]);
        Assert.That(results, Is.EqualTo(new float[][] { [11, 22], [11, 22], [10, 20] }));
    }

    [TestCase(true, 3f)]
    [TestCase(false, -3f)]
    public void Branches_see_what_is_around_them(bool condition, float expected)
    {
        var builder = new NetworkBuilder("if");
        Value flag = builder.Input("flag", new TensorInfo(ElementType.Bool, Shape.Scalar)), x = builder.Input("x", Pair);
        builder.Output(builder.Add("y", new If(Branch(UnaryKind.Abs), Branch(UnaryKind.Neg)), [flag, x]));
        using CompiledProgram program = Compile(RoundTrip(builder.Build()), out NnRuntime runtime);
        using Session session = program.CreateSession();
        session.Input<bool>(0)[0] = condition;
        session.Input<float>(1).Fill(3);
        session.Run();
        Assert.That(session.Output<float>(0)[0], Is.EqualTo(expected));
        runtime.Dispose();
    }

    [Test]
    public void A_loop_runs_as_long_as_its_condition_holds()
    {
        var condition = new NetworkBuilder("condition");
        Value value = condition.Input("value", Pair);
        Value largest = condition.Add("largest", new Reduce(ReduceKind.Max), [value]);
        condition.Output(condition.Add("small", new Comparison(ComparisonKind.Less), [largest, condition.Constant("limit", Tensor.Create<float>(new TensorInfo(ElementType.Float32, Shape.Scalar), [100]))]));
        var body = new NetworkBuilder("body");
        Value current = body.Input("value", Pair);
        body.Output(body.Add("twice", new Binary(BinaryKind.Add), [current, current]));
        var builder = new NetworkBuilder("while");
        Value x = builder.Input("x", Pair);
        // Written twice, so that nothing of it may be called by one name.
        var loop = new While(condition.Build(), body.Build());
        builder.Output(builder.Add("w", loop, [x]));
        builder.Output(builder.Add("z", loop, [builder.Add("y", new Variadic(VariadicKind.Sum), [x, x, x])]));
        Assert.That(Run(RoundTrip(builder.Build()), [1, 3]), Is.EqualTo(new float[][] { [64, 192], [48, 144] }));
    }

    [Test]
    public void Names_become_unique_and_values_may_be_several_outputs()
    {
        var builder = new NetworkBuilder("names");
        Value x = builder.Input("same", Pair);
        Value y = builder.Add("same", new Unary(UnaryKind.Neg), [x]), z = builder.Add("", new Unary(UnaryKind.Abs), [y]);
        builder.Output(z, "first");
        builder.Output(z, "second");
        builder.Output(x, "third");
        builder.Output(y);
        float[][] results = Run(RoundTrip(builder.Build()), [1, -2]);
        Assert.That(results, Is.EqualTo(new float[][] { [1, 2], [1, 2], [1, -2], [-1, 2] }));
    }

    [Test]
    public void Weights_in_blocks_of_four_bits_stay_so()
    {
        var builder = new NetworkBuilder("blocks");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [1, 4]));
        var info = new TensorInfo(ElementType.Int4, [2, 4], new QuantizationInfo([0.5f, 2, 1, 0.25f], [0], 1, 2));
        // 1, 2, -1, 3; -2, 7, -8, 4
        Value w = builder.Constant("w", new Tensor(info, new byte[] { 0x21, 0x3f, 0x7e, 0x48 }));
        Value real = builder.Add("real", new Dequantize(ElementType.Float32), [w]);
        builder.Output(builder.Add("y", new FullyConnected(), [x, real]));
        byte[] file = Export(builder.Build());
        Assert.That(Run(Parse(file), [1, 1, 1, 1])[0], Is.EqualTo(new float[] { 5.5f, 4 }));
        Assert.That(file.AsSpan().IndexOf("block_size"u8), Is.GreaterThan(0));
    }

    [Test]
    public void All_that_cannot_be_written_is_listed_and_nothing_is_written()
    {
        var builder = new NetworkBuilder("refused");
        Value x = builder.Input("x", Pair), shape = builder.Constant("shape", Tensor.FromInt64(2));
        Value noise = builder.Add("noise", new RandomUniform(ElementType.Float32, 0, 1), [shape]);
        Value own = builder.Add("own", new CustomOp("app", "Own", default, [Pair]), [x]);
        builder.Output(builder.Add("y", new Binary(BinaryKind.Add), [noise, own]));
        using var file = new MemoryStream();
        UnsupportedOperatorException e = Assert.Throws<UnsupportedOperatorException>(() => new OnnxExporter().Export(builder.Build(), file))!;
        Assert.That(e.Operators.Select(o => o.Operator), Is.EqualTo(new[] { "RandomUniform", "CustomOp" }));
        Assert.That(e.Operators[1].Node, Does.Contain("own"));
        Assert.That(file.Length, Is.Zero);
    }

    [TestCase(OnnxExporter.MinOpset - 1)]
    [TestCase(OnnxExporter.MaxOpset + 1)]
    public void Other_operator_sets_are_refused(int opset)
    {
        var builder = new NetworkBuilder("one");
        builder.Output(builder.Input("x", Pair));
        Assert.That(() => new OnnxExporter { Opset = opset }.Export(builder.Build(), Stream.Null), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static Network Branch(UnaryKind kind)
    {
        var builder = new NetworkBuilder("branch");
        builder.Output(builder.Add("y", new Unary(kind), [builder.Input("x", Pair)]));
        return builder.Build();
    }

    private static byte[] Export(Network network)
    {
        using var file = new MemoryStream();
        new OnnxExporter().Export(network, file);
        return file.ToArray();
    }

    private static Network Parse(byte[] file) => new OnnxParser().Parse(new ModelSource("test.onnx", file), new ParseOptions());

    private static Network RoundTrip(Network network) => Parse(Export(network));

    private static CompiledProgram Compile(Network network, out NnRuntime runtime)
    {
        runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new ReferenceBackendFactory()));
        return runtime.Compile(network);
    }

    private static float[][] Run(Network network, params float[][] inputs)
    {
        using CompiledProgram program = Compile(network, out NnRuntime runtime);
        using Session session = program.CreateSession();
        for (int i = 0; i < inputs.Length; i++) inputs[i].CopyTo(session.Input<float>(i));
        session.Run();
        float[][] results = [.. Enumerable.Range(0, session.Outputs.Length).Select(i => session.Output<float>(i).ToArray())];
        runtime.Dispose();
        return results;
    }
}
