using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Work that is divided among threads: the same bits as on one thread, whatever the shapes.</summary>
public sealed class DivisionTests
{
    [Test]
    public void Sums_are_those_of_one_thread([Values] bool broadcasts, [Values(2, 3, 7)] int threads, [Values(1, 63, 64, 200, 1001)] int columns)
    {
        Shape shape = [3, 211, columns * 5], other = broadcasts ? [211, 1] : shape;
        Same(threads, shape, (b, x) => b.Add("sum", new Binary(BinaryKind.Add) { Activation = Activation.Tanh }, [x, Floats(b, other)]));
    }

    [Test]
    public void Functions_are_those_of_one_thread([Values(UnaryKind.Exp, UnaryKind.Relu, UnaryKind.Gelu)] UnaryKind kind, [Values(2, 5)] int threads, [Values(65_537, 300_000, 17)] int count) =>
        Same(threads, [count], (b, x) => b.Add("function", new Unary(kind), [x]));

    [Test]
    public void Transpositions_are_those_of_one_thread([Values(2, 4)] int threads, [Values(3, 17, 130)] int channels, [Values] bool toFront) =>
        Same(threads, [1, 97, 101, channels], (b, x) => b.Add("turned", new Transpose(), [x, b.Constant("order", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [4]), toFront ? [0, 3, 1, 2] : [0, 2, 1, 3]))]));

    [Test]
    public void Sums_of_bytes_are_those_of_one_thread([Values(2, 3)] int threads, [Values(150_001, 640_000)] int count)
    {
        QuantizationInfo scale = QuantizationInfo.PerTensor(0.1f, 7);
        Same(threads, [count], (b, x) =>
        {
            Value stored = b.Add("stored", new Quantize(ElementType.UInt8), [x], scale);
            return b.Add("sum", new Binary(BinaryKind.Add) { Requantization = Requantization.Float }, [stored, stored], QuantizationInfo.PerTensor(0.3f, 90));
        });
    }

    [Test]
    public void Convolutions_with_fewer_products_are_those_of_one_thread([Values(2, 3)] int threads, [Values(5, 14, 31, 61)] int side, [Values(16, 48)] int channels, [Values] bool clamps) =>
        Same(threads, [2, side, side + 1, channels], (b, x) => b.Add("convolution", new Convolution([1, 1], [1, 1], Padding.Explicit([1, 1], [1, 1])) { Activation = clamps ? Activation.Relu : Activation.Sigmoid },
            [x, Floats(b, [24, 3, 3, channels]), Floats(b, [24])]));

    private static Value Floats(NetworkBuilder builder, Shape shape)
    {
        var random = new Random(5);
        var values = new float[shape.ElementCount];
        for (int i = 0; i < values.Length; i++) values[i] = (random.NextSingle() * 4) - 2;
        return builder.Constant("other", Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape), values));
    }

    private static void Same(int threads, Shape shape, Func<NetworkBuilder, Value, Value> make)
    {
        var builder = new NetworkBuilder("divided");
        builder.Output(make(builder, builder.Input("x", new TensorInfo(ElementType.Float32, shape))));
        Network network = builder.Build();
        using var runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        Assert.That(Run(runtime, network, threads).AsSpan().SequenceEqual(Run(runtime, network, 1)));
    }

    private static byte[] Run(NnRuntime runtime, Network network, int threads)
    {
        var options = new CompileOptions { Backends = [CpuBackendFactory.SimdId], Threads = threads };
        using CompiledProgram program = runtime.Compile(network, options);
        using Session session = program.CreateSession();
        var random = new Random(1);
        foreach (ref float x in session.Input<float>(0)) x = (random.NextSingle() * 20) - 10;
        session.Run();
        session.OutputBuffer(0).Bytes.Span.Fill(0xAA);
        session.Run();
        return session.OutputBuffer(0).Bytes.ToArray();
    }
}
