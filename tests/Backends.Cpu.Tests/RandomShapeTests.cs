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

    private static float[] Run(Network network, float[] x, string backend, int threads, bool emits)
    {
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory { AllowsEmittedCode = emits }));
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [backend], Precision = Precision.Strict, Threads = threads });
        using Session session = program.CreateSession();
        x.CopyTo(session.Input<float>(0));
        session.Run();
        return session.Output<float>(0).ToArray();
    }
}
