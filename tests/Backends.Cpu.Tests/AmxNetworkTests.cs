using NnBridge.Backends.Cpu.Tests.Emit;
using NnBridge.Ops;
using NnBridge.Runtime;
using static NnBridge.Backends.Cpu.Tests.SimdNetwork;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Networks whose products a matrix unit computes, on any processor: its code is interpreted.</summary>
public sealed class AmxNetworkTests
{
    /// <summary>What <see cref="Precision.High"/> promises, of the sum of magnitudes.</summary>
    private const double HighBound = 1.0 / 65536;

    /// <summary>The same of <see cref="Precision.Reduced"/>.</summary>
    private const double ReducedBound = (1.0 / 256) + (1.0 / 65536);

    private long _calls;

    [SetUp]
    public void Count() => _calls = AmxInterpreter.Calls;

    [TearDown]
    public void Code_was_run_without_a_fault()
    {
        Assert.That(AmxInterpreter.Fault, Is.Null);
        Assert.That(AmxInterpreter.Calls, Is.GreaterThan(_calls), "the matrix unit was used");
    }

    [Test]
    public void Convolutions_of_bytes_have_the_bits_of_the_reference([Range(1, 24)] int seed, [Values(1, 3)] int threads)
    {
        var random = new Random(seed);
        int groups = seed % 5 == 0 ? 2 : 1, each = random.Next(seed % 4 == 0 ? 3 : 32, 80), height = random.Next(1, 4), width = random.Next(1, 5);
        // Enough weights for the matrix unit to be worth it.
        int outputs = groups * Math.Max(random.Next(16, 70), (4096 / (height * width * each)) + 1);
        Shape x = [random.Next(1, 3), random.Next(3, 14), random.Next(6, 14), each * groups], weights = [outputs, height, width, each];
        Padding padding = seed % 3 == 0 ? Padding.Explicit([1, 2], [2, 1]) : Padding.SameUpper;
        Requantization rule = (seed % 3) switch { 0 => Requantization.Float, 1 => Requantization.FixedPoint, _ => Requantization.FixedPointTwice };
        var op = new Convolution([1, random.Next(1, 3)], [1, random.Next(1, 3)], padding) { Groups = groups, Requantization = rule };
        SameBytes(random, op, x, weights, signed: seed % 2 == 0, unsignedWeights: seed % 7 == 0 && rule == Requantization.FixedPoint, threads);
    }

    [TestCase(8, 260, 16, true)]
    [TestCase(33, 100, 49, false)]
    [TestCase(130, 63, 67, true)]
    [TestCase(17, 1200, 31, false)]
    public void Fully_connected_layers_of_bytes_have_the_bits_of_the_reference(int rows, int depth, int columns, bool signed) =>
        SameBytes(new Random(depth), new FullyConnected { Requantization = Requantization.Float }, [rows, depth], [columns, depth], signed, unsignedWeights: false, threads: 1);

    [TestCase(Precision.High, HighBound)]
    [TestCase(Precision.Reduced, ReducedBound)]
    public void Products_of_floats_stay_within_the_bound(Precision precision, double bound)
    {
        foreach ((Shape x, Shape weights, Op op) in Floats())
        {
            var random = new Random(x[x.Rank - 1]);
            float[] input = Numbers(random, x), w = Numbers(random, weights), bias = Numbers(random, [weights[0]]);
            Network network = Build(op, x, weights, w, bias), sizes = Build(op, x, weights, [.. w.Select(Math.Abs)], [.. bias.Select(Math.Abs)]);
            double[] exact = Exact(network, input), size = Exact(sizes, [.. input.Select(Math.Abs)]);
            long calls = AmxInterpreter.Calls;
            float[] actual = Run<float, float>(network, input, precision, 1);
            double worst = actual.Select((v, i) => Math.Abs(v - exact[i]) / size[i]).Max();
            TestContext.Out.WriteLine($"{x} by {weights}: 2^{Math.Log2(worst):F1}");
            Assert.That(worst, Is.LessThanOrEqualTo(bound), $"{x} by {weights}");
            Assert.That(AmxInterpreter.Calls, Is.GreaterThan(calls), $"{x} by {weights}");
            Assert.That(Run<float, float>(network, input, precision, 3), Is.EqualTo(actual), "threads change nothing");
        }
    }

    [Test]
    public void Activations_are_limited_like_those_of_the_reference()
    {
        var random = new Random(5);
        Shape x = [1, 9, 10, 64], weights = [70, 1, 1, 64];
        float[] input = Numbers(random, x), w = Numbers(random, weights), bias = Numbers(random, [70]);
        foreach (Activation activation in new[] { Activation.Relu, Activation.Relu6, Activation.Tanh })
        {
            Network network = Build(new Convolution([1, 1], [1, 1], Padding.Valid) { Activation = activation }, x, weights, w, bias);
            Assert.That(Run<float, float>(network, input, Precision.High, 1), Is.EqualTo(Reference<float, float>(network, input)).Within(1e-4));
        }
    }

    [Test]
    public void What_is_added_and_what_is_joined_goes_where_it_belongs([Values(16, 40, 47)] int outputs, [Values(1, 3)] int threads)
    {
        var random = new Random(outputs);
        Shape x = [1, 9, 11, 48];
        var builder = new NetworkBuilder("block");
        Value input = builder.Input("x", new TensorInfo(ElementType.Float32, x));
        Value left = builder.Add("left", new Convolution([1, 1], [1, 1], Padding.SameUpper), [input, Constant("l", [outputs, 3, 3, 48]), Constant("lb", [outputs])]);
        Value right = builder.Add("right", new Convolution([1, 1], [1, 1], Padding.Valid), [input, Constant("r", [outputs, 1, 1, 48]), Constant("rb", [outputs])]);
        Value sum = builder.Add("sum", new Binary(BinaryKind.Add) { Activation = Activation.Relu }, [right, left]);
        Value last = builder.Add("last", new Convolution([1, 1], [1, 1], Padding.Valid) { Activation = Activation.Relu6 }, [input, Constant("o", [outputs + 3, 1, 1, 48]), null]);
        builder.Output(builder.Add("joined", new Concat(3), [last, sum]));
        Network network = builder.Build();
        float[] numbers = Numbers(random, x);
        Assert.That(Run<float, float>(network, numbers, Precision.High, threads), Is.EqualTo(Reference<float, float>(network, numbers)).Within(1e-3));

        Value Constant(string name, Shape shape) => builder.Constant(name, Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape), Numbers(random, shape)));
    }

    [Test]
    public void Matrix_products_with_a_constant_are_those_of_the_reference([Values] bool transposeA, [Values] bool transposeB)
    {
        var random = new Random(3);
        Shape x = transposeA ? [3, 96, 20] : [3, 20, 96], b = transposeB ? [50, 96] : [96, 50];
        var builder = new NetworkBuilder("product");
        Value w = builder.Constant("b", Tensor.Create<float>(new TensorInfo(ElementType.Float32, b), Numbers(random, b)));
        builder.Output(builder.Add("y", new MatMul { TransposeA = transposeA, TransposeB = transposeB }, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), w]));
        Network network = builder.Build();
        float[] numbers = Numbers(random, x);
        Assert.That(Run<float, float>(network, numbers, Precision.High, 1), Is.EqualTo(Reference<float, float>(network, numbers)).Within(1e-4));
    }

    private static IEnumerable<(Shape X, Shape Weights, Op Op)> Floats()
    {
        yield return ([1, 56, 12, 64], [64, 3, 3, 64], new Convolution([1, 1], [1, 1], Padding.SameUpper));
        yield return ([2, 14, 14, 48], [66, 3, 3, 24], new Convolution([2, 2], [1, 1], Padding.SameUpper) { Groups = 2 });
        yield return ([1, 7, 7, 256], [96, 1, 1, 256], new Convolution([1, 1], [1, 1], Padding.Valid));
        yield return ([100, 128], [512, 128], new FullyConnected());
        yield return ([9, 242], [17, 242], new FullyConnected());
    }

    private static void SameBytes(Random random, Op op, Shape x, Shape weights, bool signed, bool unsignedWeights, int threads)
    {
        int columns = weights[0], depth = (int)weights.Product(1, weights.Rank);
        var builder = new NetworkBuilder("bytes");
        float[] scales = [.. Enumerable.Range(0, columns).Select(_ => 0.01f + (random.NextSingle() * 0.01f))];
        var bits = new byte[weights.ElementCount];
        random.NextBytes(bits);
        Value w = unsignedWeights
            ? builder.Constant("weights", Tensor.Create<byte>(new TensorInfo(ElementType.UInt8, weights) { Quantization = QuantizationInfo.PerTensor(0.01f, 131) }, bits))
            : builder.Constant("weights", Tensor.Create<sbyte>(new TensorInfo(ElementType.Int8, weights) { Quantization = new QuantizationInfo([.. scales], [.. new int[columns]], 0) }, [.. bits.Select(b => (sbyte)b)]));
        var info = new TensorInfo(signed ? ElementType.Int8 : ElementType.UInt8, x) { Quantization = QuantizationInfo.PerTensor(0.05f, signed ? -3 : 117) };
        float output = 0.05f * 0.015f * 74 * MathF.Sqrt(depth);
        builder.Output(builder.Add("node", op, [builder.Input("x", info), w, null], QuantizationInfo.PerTensor(output, signed ? 4 : 120)));
        Network network = builder.Build();
        var input = new byte[x.ElementCount];
        random.NextBytes(input);
        if (signed) Same(Run<sbyte, sbyte>(network, [.. input.Select(b => (sbyte)b)], Precision.Strict, threads), Reference<sbyte, sbyte>(network, [.. input.Select(b => (sbyte)b)]));
        else Same(Run<byte, byte>(network, input, Precision.Strict, threads), Reference<byte, byte>(network, input));
    }

    private static void Same<T>(T[] actual, T[] expected) where T : unmanaged
    {
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(expected.Distinct().Count(), Is.GreaterThan(20), "results say something");
    }

    private static Network Build(Op op, Shape x, Shape weights, float[] w, float[] bias)
    {
        var builder = new NetworkBuilder("floats");
        Value a = builder.Constant("weights", Tensor.Create<float>(new TensorInfo(ElementType.Float32, weights), w)), b = builder.Constant("bias", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length]), bias));
        builder.Output(builder.Add("y", op, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), a, b]));
        return builder.Build();
    }

    /// <summary>What the reference computes: its sums are nearer to those of float64 than any bound here by a factor of 16.</summary>
    private static double[] Exact(Network network, float[] x) => [.. Reference<float, float>(network, x).Select(v => (double)v)];

    private static TOut[] Reference<TIn, TOut>(Network network, TIn[] x) where TIn : unmanaged where TOut : unmanaged =>
        Run<TIn, TOut>(network, x, new CompileOptions { Backends = ["cpu.ref"] });

    private static TOut[] Run<TIn, TOut>(Network network, TIn[] x, Precision precision, int threads) where TIn : unmanaged where TOut : unmanaged =>
        Run<TIn, TOut>(network, x, new CompileOptions { Backends = [CpuBackendFactory.SimdId], Precision = precision, Threads = threads });

    private static TOut[] Run<TIn, TOut>(Network network, TIn[] x, CompileOptions options) where TIn : unmanaged where TOut : unmanaged
    {
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory { Amx = AmxInterpreter.Unit }));
        using CompiledProgram program = runtime.Compile(network, options);
        using Session session = program.CreateSession();
        x.CopyTo(session.Input<TIn>(0));
        session.Run();
        session.Run();
        return session.Output<TOut>(0).ToArray();
    }
}
