using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Windows and products of shapes that fill blocks, bands and tiles unevenly: what vectors compute is what the reference computes.</summary>
public sealed class RandomShapeTests
{
    private const double Tolerance = 1e-5;

    [Test]
    public void Depthwise_convolutions_agree_with_the_reference([Range(1, 24)] int seed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        Shape x = RandomInput(random, channels: random.Next(1, 200));
        int height = random.Next(1, 6), width = random.Next(1, 6);
        Compare(random, x, [1, height, width, x[3]], x[3], new DepthwiseConvolution(Pair(random, 3), [1, 1], RandomPadding(random)) { Activation = Activation.Relu6 }, threads);
    }

    [Test]
    public void Convolutions_agree_with_the_reference([Range(1, 24)] int seed, [Values(1, 2)] int threads, [Values] bool emits)
    {
        var random = new Random(seed);
        Shape x = RandomInput(random, channels: seed % 3 == 0 ? random.Next(1, 5) : random.Next(5, 70));
        int outputs = random.Next(1, 150), height = random.Next(1, 6), width = random.Next(1, 6);
        var op = new Convolution(Pair(random, 3), Pair(random, 3), RandomPadding(random)) { Activation = Activation.Relu };
        Compare(random, x, [outputs, height, width, x[3]], outputs, op, threads, emits);
    }

    [Test]
    public void Convolutions_of_few_channels_agree_with_the_reference([Range(1, 40)] int seed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        Shape x = [random.Next(1, 4), random.Next(8, 40), random.Next(8, 60), random.Next(1, 5)];
        int outputs = random.Next(1, 100), height = random.Next(1, 8), width = random.Next(1, 8);
        var op = new Convolution(Pair(random, 4), [random.Next(1, 3), 1], RandomPadding(random)) { Activation = seed % 2 == 0 ? Activation.Relu6 : Activation.None };
        Compare(random, x, [outputs, height, width, x[3]], outputs, op, threads);
    }

    [Test]
    public void Transposed_convolutions_agree_with_the_reference([Range(1, 48)] int seed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        int groups = seed % 4 == 0 ? random.Next(2, 4) : 1, outputs = groups * random.Next(1, 40), channels = groups * random.Next(1, 30), height = random.Next(1, 5), width = random.Next(1, 5);
        Shape x = [random.Next(1, 3), random.Next(1, 30), random.Next(1, 60), channels];
        // Every other one has windows that lie side by side.
        var op = seed % 2 == 0
            ? new TransposedConvolution([height, width], [1, 1], Padding.Valid) { Groups = groups, Activation = Activation.Relu6 }
            : new TransposedConvolution(Pair(random, 4), Pair(random, 3), Padding.Valid) { Groups = groups, Activation = Activation.Silu };
        Compare(random, x, [outputs, height, width, channels / groups], outputs, op, threads);
    }

    [Test]
    public void Pooling_of_inputs_smaller_than_their_windows_is_that_of_the_reference([Range(1, 40)] int seed, [Values(PoolKind.Max, PoolKind.Average)] PoolKind kind)
    {
        var random = new Random(seed);
        Shape x = [1, random.Next(1, 5), random.Next(1, 5), random.Next(1, 40)];
        var builder = new NetworkBuilder("pool");
        var op = new Pool(kind, [3, 3], Pair(random, 4), seed % 2 == 0 ? Padding.SameUpper : Padding.Explicit([0, 0], [2, 2]));
        builder.Output(builder.Add("node", op, [builder.Input("x", new TensorInfo(ElementType.Float32, x))]));
        Network network = builder.Build();
        float[] numbers = RandomTensor(random, x).Span<float>().ToArray();
        Assert.That(Run(network, numbers, CpuBackendFactory.SimdId, 1), Is.EqualTo(Run(network, numbers, "cpu.ref", 1)).Within(Tolerance));
    }

    [Test]
    public void The_largest_of_windows_of_bytes_is_that_of_the_reference([Range(1, 16)] int seed, [Values] bool signed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        Shape x = RandomInput(random, channels: random.Next(1, 100));
        ElementType type = signed ? ElementType.Int8 : ElementType.UInt8;
        var info = new TensorInfo(type, x) { Quantization = QuantizationInfo.PerTensor(0.1f, 3) };
        var builder = new NetworkBuilder("pool");
        var op = new Pool(PoolKind.Max, Pair(random, 5), Pair(random, 3), RandomPadding(random)) { Activation = seed % 2 == 0 ? Activation.None : Activation.Relu6 };
        builder.Output(builder.Add("node", op, [builder.Input("x", info)], info.Quantization));
        Network network = builder.Build();
        var bytes = new byte[x.ElementCount];
        random.NextBytes(bytes);
        if (signed) Same(network, [.. bytes.Select(b => (sbyte)b)], threads);
        else Same(network, bytes, threads);
    }

    [Test]
    public void Quantized_depthwise_convolutions_are_those_of_the_reference([Range(1, 32)] int seed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        Shape x = [random.Next(1, 3), random.Next(3, 40), random.Next(3, 40), random.Next(1, 150)], kernel = [1, random.Next(1, 4), random.Next(1, 4), x[3]];
        var builder = new NetworkBuilder("depthwise");
        var weights = new sbyte[kernel.ElementCount];
        for (int i = 0; i < weights.Length; i++) weights[i] = (sbyte)random.Next(-127, 128);
        Value w = builder.Constant("weights", Tensor.Create<sbyte>(new TensorInfo(ElementType.Int8, kernel) { Quantization = QuantizationInfo.PerTensor(0.01f) }, weights));
        var op = new DepthwiseConvolution(Pair(random, 3), [1, 1], RandomPadding(random)) { Requantization = Requantization.Float };
        builder.Output(builder.Add("node", op, [builder.Input("x", new TensorInfo(ElementType.UInt8, x) { Quantization = QuantizationInfo.PerTensor(0.1f, 117) }), w, null], QuantizationInfo.PerTensor(0.5f, 90)));
        var bytes = new byte[x.ElementCount];
        random.NextBytes(bytes);
        Same(builder.Build(), bytes, threads);
    }

    [Test]
    public void Sums_and_products_of_all_bytes_are_those_of_the_reference([Range(1, 24)] int seed, [Values(BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul, BinaryKind.Maximum)] BinaryKind kind)
    {
        var random = new Random(seed);
        // Scales whose quotients are often half an integer, and others.
        float Scale() => seed % 2 == 0 ? random.Next(1, 9) / 8f : (random.NextSingle() * 0.1f) + 1e-4f;
        var builder = new NetworkBuilder("binary");
        Value a = builder.Input("x", new TensorInfo(ElementType.UInt8, [256, 256]) { Quantization = QuantizationInfo.PerTensor(Scale(), random.Next(256)) });
        Value b = builder.Constant("b", Tensor.Create<byte>(new TensorInfo(ElementType.UInt8, [256]) { Quantization = QuantizationInfo.PerTensor(Scale(), random.Next(256)) },
            [.. Enumerable.Range(0, 256).Select(i => (byte)i)]));
        float scale = seed % 8 == 7 ? 1e-39f : Scale();
        builder.Output(builder.Add("node", new Binary(kind) { Requantization = Requantization.Float }, [a, b], QuantizationInfo.PerTensor(scale, random.Next(256))));
        Same(builder.Build(), [.. Enumerable.Range(0, 65536).Select(i => (byte)(i >> 8))], threads: 1);
    }

    private static void Same<T>(Network network, T[] x, int threads) where T : unmanaged =>
        Assert.That(Run(network, x, CpuBackendFactory.SimdId, threads), Is.EqualTo(Run(network, x, "cpu.ref", 1)));

    private static Shape RandomInput(Random random, int channels) => [random.Next(1, 3), random.Next(12, 40), random.Next(12, 80), channels];

    private static ValueList<int> Pair(Random random, int end) => [random.Next(1, end), random.Next(1, end)];

    private static Padding RandomPadding(Random random) => random.Next(3) switch
    {
        0 => Padding.Valid,
        1 => Padding.SameUpper,
        _ => Padding.Explicit([random.Next(3), random.Next(3)], [random.Next(3), random.Next(3)]),
    };

    private static void Compare(Random random, Shape x, Shape weights, int outputs, Op op, int threads, bool emits = true)
    {
        var builder = new NetworkBuilder("windows");
        Value w = builder.Constant("weights", RandomTensor(random, weights)), b = builder.Constant("bias", RandomTensor(random, [outputs]));
        builder.Output(builder.Add("node", op, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), w, b]));
        Network network = builder.Build();
        float[] numbers = RandomTensor(random, x).Span<float>().ToArray();
        float[] expected = Run(network, numbers, "cpu.ref", 1, emits), actual = Run(network, numbers, CpuBackendFactory.SimdId, threads, emits);
        double largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            if (Math.Abs(expected[i] - actual[i]) > Tolerance * Math.Max(1, largest)) Assert.Fail($"{op} on {x} by {weights}: element {i} is {actual[i]}, expected {expected[i]}");
    }

    private static Tensor RandomTensor(Random random, Shape shape) => Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape),
        [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (random.NextSingle() * 2) - 1)]);

    private static T[] Run<T>(Network network, T[] x, string backend, int threads, bool emits = true) where T : unmanaged
    {
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory { AllowsEmittedCode = emits }));
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [backend], Precision = Precision.Strict, Threads = threads });
        using Session session = program.CreateSession();
        x.CopyTo(session.Input<T>(0));
        session.Run();
        return session.Output<T>(0).ToArray();
    }
}
