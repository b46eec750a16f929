using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>What kernels compute together with their neighbours, or in their memory, is what nodes compute one by one.</summary>
public sealed class FusionTests
{
    private const double Tolerance = 1e-4;

    private static readonly QuantizationInfo s_input = QuantizationInfo.PerTensor(0.04f, 3), s_result = QuantizationInfo.PerTensor(0.11f, -7);

    [Test]
    public void What_is_added_to_a_convolution_is_added([Range(1, 12)] int seed, [Values(Precision.Strict, Precision.High)] Precision precision, [Values(1, 2)] int threads, [Values] bool emits)
    {
        var random = new Random(seed);
        Shape x = RandomInput(random);
        int outputs = random.Next(1, 150);
        var builder = new NetworkBuilder("sum");
        Value input = builder.Input("x", Floats(x)), other = builder.Input("other", Floats(x.With(3, outputs)));
        Value product = Product(builder, random, input, outputs, side: seed % 2 == 0 ? 1 : 3, Activation.None, hasBias: seed % 5 != 0);
        Activation activation = (seed % 3) switch { 0 => Activation.None, 1 => Activation.Relu, _ => Activation.Silu };
        builder.Output(builder.Add("sum", new Binary(BinaryKind.Add) { Activation = activation }, seed % 3 == 0 ? [other, product] : [product, other]));
        Agree(builder.Build(), random, nodes: 1, precision, threads, emits);
    }

    [Test]
    public void Sums_of_large_products_are_added_once([Values(1, 2)] int threads, [Values] bool emits)
    {
        var random = new Random(5);
        var builder = new NetworkBuilder("sum");
        Value input = builder.Input("x", Floats([1, 5, 7, 2000])), other = builder.Input("other", Floats([1, 5, 7, 300]));
        builder.Output(builder.Add("sum", new Binary(BinaryKind.Add), [Product(builder, random, input, 300, 1, Activation.None), other]));
        Agree(builder.Build(), random, nodes: 1, Precision.Strict, threads, emits);
    }

    [Test]
    public void Two_convolutions_are_added_by_the_later_one()
    {
        var random = new Random(7);
        var builder = new NetworkBuilder("sum");
        Value input = builder.Input("x", Floats([2, 9, 11, 20]));
        Value a = Product(builder, random, input, 37, 1, Activation.None), b = Product(builder, random, input, 37, 3, Activation.None);
        builder.Output(builder.Add("sum", new Binary(BinaryKind.Add), [a, b]));
        Agree(builder.Build(), random, nodes: 2);
    }

    [Test]
    public void A_result_that_others_read_is_not_added_to()
    {
        var random = new Random(8);
        var builder = new NetworkBuilder("sum");
        Value input = builder.Input("x", Floats([1, 6, 6, 32])), product = Product(builder, random, input, 32, 1, Activation.None), limited = Product(builder, random, input, 32, 1, Activation.Relu);
        builder.Output(builder.Add("sum", new Binary(BinaryKind.Add), [product, input]));
        builder.Output(builder.Add("product", new Binary(BinaryKind.Mul), [product, limited]));
        builder.Output(builder.Add("limited", new Binary(BinaryKind.Add), [limited, input]));
        Agree(builder.Build(), random, nodes: 5);
    }

    [Test]
    public void Parts_of_floats_are_joined_where_they_are_written([Range(1, 12)] int seed, [Values(Precision.Strict, Precision.High)] Precision precision, [Values(1, 2)] int threads, [Values] bool emits)
    {
        var random = new Random(seed);
        Shape x = RandomInput(random);
        var builder = new NetworkBuilder("parts");
        Value input = builder.Input("x", Floats(x));
        Value a = Product(builder, random, input, random.Next(1, 90), 1, Activation.Relu), b = Product(builder, random, input, random.Next(1, 90), 3, Activation.Tanh);
        Value c = builder.Add("sum", new Binary(BinaryKind.Add), [Product(builder, random, input, x[3], 1, Activation.None), input]);
        // One is written to its place, one copied because others read it, one is no result of a convolution.
        Value joined = builder.Add("joined", new Concat(seed % 2 == 0 ? 3 : -1), [a, b, input, c, a]);
        builder.Output(builder.Add("after", new Unary(UnaryKind.Abs), [joined]));
        Agree(builder.Build(), random, precision: precision, threads: threads, emits: emits);
    }

    [Test]
    public void Parts_of_bytes_are_joined_where_they_are_written([Range(1, 8)] int seed, [Values(1, 2)] int threads, [Values] bool emits)
    {
        var random = new Random(seed);
        Shape x = RandomInput(random);
        var builder = new NetworkBuilder("parts");
        Value input = builder.Input("x", new TensorInfo(ElementType.Int8, x) { Quantization = s_input });
        Value[] parts = [.. Enumerable.Range(0, 3).Select(i => Bytes(builder, random, input, random.Next(1, 90), i == 1 ? 3 : 1, i == 2 ? s_input : s_result))];
        Value joined = builder.Add("joined", new Concat(3) { Requantization = Requantization.Float }, [.. parts], s_result);
        builder.Output(builder.Add("after", new Pool(PoolKind.Max, [2, 2], [1, 1], Padding.Valid), [joined], s_result));
        Network network = builder.Build();
        Assert.That(Run<sbyte>(network, 3, CpuBackendFactory.SimdId, Precision.Strict, threads, emits).Outputs[0], Is.EqualTo(Run<sbyte>(network, 3, "cpu.ref").Outputs[0]));
    }

    [Test]
    public void Parts_of_parts_that_follow_each_other_lie_in_the_whole()
    {
        var random = new Random(11);
        var builder = new NetworkBuilder("parts");
        Value input = builder.Input("x", Floats([1, 4, 5, 16]));
        Value a = builder.Add("a", new Unary(UnaryKind.Exp), [input]), b = Product(builder, random, input, 16, 1, Activation.None), c = builder.Add("c", new Unary(UnaryKind.Neg), [input]);
        Value inner = builder.Add("inner", new Concat(1), [a, b]), outer = builder.Add("outer", new Concat(1), [c, inner, a, c]);
        builder.Output(builder.Add("d", new Unary(UnaryKind.Abs), [outer]));
        // Read after the whole has been overwritten, if it were not for them.
        builder.Output(builder.Add("e", new Binary(BinaryKind.Mul), [a, inner.Info.Shape[1] > 4 ? c : a]));
        Agree(builder.Build(), random);
    }

    [Test]
    public void Packed_parts_are_joined_by_the_reference()
    {
        var builder = new NetworkBuilder("packed");
        var info = new TensorInfo(ElementType.Int4, [3]);
        Value row = builder.Constant("row", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [2]), [1, 3])), all = builder.Constant("all", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [1]), [9]));
        Value[] parts = [.. Enumerable.Range(0, 3).Select(i => builder.Add($"part {i}", new Reshape(), [builder.Input($"x{i}", info), row]))];
        builder.Output(builder.Add("flat", new Reshape(), [builder.Add("joined", new Concat(1), [.. parts]), all]));
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        using CompiledProgram program = runtime.Compile(builder.Build(), new CompileOptions { Backends = ["cpu.ref"] });
        using Session session = program.CreateSession();
        new byte[] { 0x21, 0x03 }.CopyTo(session.InputBuffer(0).Bytes);
        new byte[] { 0x54, 0x06 }.CopyTo(session.InputBuffer(1).Bytes);
        new byte[] { 0x87, 0x09 }.CopyTo(session.InputBuffer(2).Bytes);
        session.Run();
        byte[] joined = session.OutputBuffer(0).Bytes.ToArray();
        Assert.That(Enumerable.Range(0, 9).Select(i => joined[i / 2] >> (i % 2 * 4) & 15), Is.EqualTo(Enumerable.Range(1, 9)));
    }

    [Test]
    public void Pieces_lie_in_what_they_are_cut_from([Values(1, 2, -2)] int axis, [Values(1, 2)] int threads)
    {
        var random = new Random(12);
        var builder = new NetworkBuilder("pieces");
        Value x = builder.Add("x/exp", new Unary(UnaryKind.Exp), [builder.Input("x", Floats([1, 10, 10, 24]))]);
        IReadOnlyList<Value> pieces = builder.AddMany("cut", new Split(axis, 3), [x], [new OutputSpec("a", null), new OutputSpec("b", null), new OutputSpec("c", null)]);
        // Written over their operands where these are free, which they are not as long as a neighbour or the whole is read.
        Value a = builder.Add("a/neg", new Unary(UnaryKind.Neg), [pieces[0]]), b = builder.Add("b/sum", new Binary(BinaryKind.Sub), [pieces[1], pieces[0]]);
        builder.Output(builder.Add("joined", new Concat(axis), [b, a, pieces[2], pieces[1]]));
        builder.Output(builder.Add("whole", new Unary(UnaryKind.Abs), [x]));
        Agree(builder.Build(), random, threads: threads);
    }

    [Test]
    public void Windows_slide_over_a_convolution_that_is_computed_band_by_band([Range(1, 24)] int seed, [Values(1, 2)] int threads, [Values] bool emits)
    {
        var random = new Random(seed);
        // Few places or many, of few channels or many: more than stays in a second-level cache in all.
        int outputs = random.Next(8, 200), places = (600_000 / sizeof(float) / outputs) + 1, batches = random.Next(1, 3), width = random.Next(3, 120);
        Shape x = [batches, (places / batches / width) + 8, width, random.Next(1, 40)];
        var builder = new NetworkBuilder("bands");
        Value input = builder.Input("x", Floats(x)), product = Product(builder, random, input, outputs, side: seed % 3 == 0 ? 3 : 1, seed % 2 == 0 ? Activation.Relu6 : Activation.Silu);
        ValueList<int> window = [random.Next(1, 6), random.Next(1, 5)], strides = [random.Next(1, 4), random.Next(1, 3)];
        Padding padding = seed % 4 == 0 ? Padding.Valid : Padding.SameUpper;
        builder.Output(seed % 2 == 0
            ? builder.Add("pool", new Pool(seed % 5 == 0 ? PoolKind.Average : PoolKind.Max, window, strides, padding), [product])
            : builder.Add("depthwise", new DepthwiseConvolution(strides, [1, 1], padding) { Activation = Activation.Relu },
                [product, builder.Constant("w", RandomFloats(random, [1, window[0], window[1], outputs])), seed % 3 == 0 ? null : builder.Constant("b", RandomFloats(random, [outputs]))]));
        Agree(builder.Build(), random, nodes: 1, Precision.Strict, threads, emits);
    }

    [Test]
    public void Chains_of_functions_in_one_memory_are_those_of_the_reference([Range(1, 12)] int seed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        var builder = new NetworkBuilder("chain");
        List<Value> values = [builder.Input("x", Floats([1, 24, 24, 64]))];
        Value row = builder.Constant("row", RandomFloats(random, [64]));
        for (int i = 0; i < 30; i++)
        {
            Value a = values[^random.Next(1, Math.Min(values.Count, 3) + 1)], b = values[^random.Next(1, Math.Min(values.Count, 4) + 1)];
            values.Add(random.Next(5) switch
            {
                0 => builder.Add($"{i}", new Unary(UnaryKind.Sigmoid), [a]),
                1 => builder.Add($"{i}", new Binary(BinaryKind.Maximum), [a, b]),
                2 => builder.Add($"{i}", new Binary(BinaryKind.Sub) { Activation = Activation.Tanh }, [a, b]),
                3 => builder.Add($"{i}", new Binary(BinaryKind.Add) { Activation = Activation.Relu6 }, [row, a]),
                _ => builder.Add($"{i}", new Reshape(), [builder.Add($"{i}/flat", new Reshape(), [a, builder.Constant($"{i}/one", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [1]), [-1]))]),
                    builder.Constant($"{i}/four", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [4]), [1, 24, 24, 64]))]),
            });
        }

        builder.Output(values[^1]);
        builder.Output(values[^4]);
        Agree(builder.Build(), random, threads: threads);
    }

    [Test]
    public void A_chain_of_functions_takes_the_memory_of_one_result()
    {
        var builder = new NetworkBuilder("chain");
        Value value = builder.Input("x", Floats([1, 16, 16, 64]));
        for (int i = 0; i < 8; i++) value = builder.Add($"{i}", new Unary(i % 2 == 0 ? UnaryKind.Exp : UnaryKind.Neg), [value]);
        builder.Output(builder.Add("sum", new Reduce(ReduceKind.Sum), [value, builder.Constant("axes", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [1]), [3]))]));
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        using CompiledProgram program = runtime.Compile(builder.Build(), new CompileOptions { Backends = [CpuBackendFactory.SimdId] });
        Assert.That(program.ArenaBytes, Is.LessThan(2 * 16 * 16 * 64 * sizeof(float)));
    }

    private static Value Product(NetworkBuilder builder, Random random, Value x, int outputs, int side, Activation activation, bool hasBias = true)
    {
        string name = $"node {builder.GetHashCode()} {random.Next()}";
        Value weights = builder.Constant($"{name}/w", RandomFloats(random, [outputs, side, side, x.Info.Shape[3]]));
        Value? bias = hasBias ? builder.Constant($"{name}/b", RandomFloats(random, [outputs])) : null;
        return builder.Add(name, new Convolution([1, 1], [1, 1], Padding.SameUpper) { Activation = activation }, [x, weights, bias]);
    }

    private static Value Bytes(NetworkBuilder builder, Random random, Value x, int outputs, int side, QuantizationInfo result)
    {
        Shape shape = [outputs, side, side, x.Info.Shape[3]];
        var numbers = new sbyte[shape.ElementCount];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (sbyte)random.Next(-127, 128);
        string name = $"node {random.Next()}";
        Value weights = builder.Constant($"{name}/w", Tensor.Create<sbyte>(new TensorInfo(ElementType.Int8, shape) { Quantization = QuantizationInfo.PerTensor(0.01f) }, numbers));
        return builder.Add(name, new Convolution([1, 1], [1, 1], Padding.SameUpper) { Requantization = Requantization.Float }, [x, weights, null], result);
    }

    private static TensorInfo Floats(Shape shape) => new(ElementType.Float32, shape);

    private static Shape RandomInput(Random random) => [random.Next(1, 3), random.Next(5, 20), random.Next(5, 30), random.Next(1, 70)];

    private static Tensor RandomFloats(Random random, Shape shape) => Tensor.Create<float>(Floats(shape), [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => random.NextSingle() - 0.5f)]);

    private static void Agree(Network network, Random random, int? nodes = null, Precision precision = Precision.Strict, int threads = 1, bool emits = true)
    {
        int seed = random.Next();
        (float[][] expected, _) = Run<float>(network, seed, "cpu.ref");
        (float[][] actual, int ran) = Run<float>(network, seed, CpuBackendFactory.SimdId, precision, threads, emits);
        if (nodes is { } count) Assert.That(ran, Is.EqualTo(count), "nodes that ran");
        for (int i = 0; i < expected.Length; i++) Assert.That(actual[i], Is.EqualTo(expected[i]).Within(Tolerance), $"output {i}");
    }

    /// <summary>Runs twice, so that what a run leaves behind would show, and says how many nodes ran.</summary>
    private static (T[][] Outputs, int Nodes) Run<T>(Network network, int seed, string backend, Precision precision = Precision.Strict, int threads = 1, bool emits = true) where T : unmanaged
    {
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory { AllowsEmittedCode = emits }));
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [backend], Precision = precision, Threads = threads });
        using Session session = program.CreateSession();
        session.IsProfiling = true;
        var random = new Random(seed);
        for (int i = 0; i < session.Inputs.Length; i++)
            if (typeof(T) == typeof(float)) foreach (ref float number in session.Input<float>(i)) number = random.NextSingle() - 0.5f;
            else random.NextBytes(session.InputBuffer(i).Bytes.Span);
        session.Run();
        session.Run();
        return ([.. session.Outputs.Select((_, i) => session.Output<T>(i).ToArray())], session.Profile.Entries.Count(e => e.Node is not null));
    }
}
