using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>What <see cref="Precision"/> promises, measured against sums in float64.</summary>
public sealed class PrecisionTests
{
    private const double Bound = 1.0 / 65536;

    private static IEnumerable<TestCaseData> Shapes()
    {
        foreach ((int height, int width, int inputs, int outputs, int batches) in new[]
            { (56, 56, 64, 64, 1), (28, 28, 128, 128, 1), (14, 14, 256, 256, 1), (7, 7, 160, 320, 1), (5, 5, 16, 16, 3), (13, 9, 19, 37, 2), (17, 8, 48, 16, 1), (6, 23, 33, 130, 1) })
            foreach ((Padding padding, string name) in new[] { (Padding.SameUpper, "same"), (Padding.Valid, "valid"), (Padding.Explicit([2, 0], [1, 3]), "explicit") })
                if (height > 6 || name != "valid")
                    yield return new TestCaseData(height, width, inputs, outputs, batches, padding).SetArgDisplayNames($"{batches}x{height}x{width}x{inputs} to {outputs}, {name}");
    }

    [TestCaseSource(nameof(Shapes))]
    public void High_stays_within_its_bound_and_strict_within_that_of_float32(int height, int width, int inputs, int outputs, int batches, Padding padding)
    {
        var random = new Random(height + inputs);
        // Mostly zeros, as activations are, and a few large numbers beside small ones.
        float[] x = [.. Numbers(random, batches * height * width * inputs).Select(v => v < 0 ? 0 : v * v * v * v)], weights = Numbers(random, outputs * 9 * inputs), bias = Numbers(random, outputs);
        Network network = Build([batches, height, width, inputs], weights, bias, padding);
        float[] high = Run(network, x, Precision.High, 1), strict = Run(network, x, Precision.Strict, 1);
        Shape y = network.Outputs[0].Info.Shape;
        int top = padding.Resolve(0, height, 3, 1, 1).Before, left = padding.Resolve(1, width, 3, 1, 1).Before;
        double largest = x.Max();
        (double worstHigh, double worstStrict) = (0, 0);
        for (int i = 0; i < high.Length; i += 7)
        {
            int o = i % outputs, ow = i / outputs % y[2], oh = i / outputs / y[2] % y[1], n = i / outputs / y[2] / y[1];
            double sum = bias[o], size = Math.Abs(bias[o]) + (largest * weights.AsSpan(o * 9 * inputs, 9 * inputs).ToArray().Sum(v => (double)Math.Abs(v)));
            for (int k = 0; k < 9; k++)
            {
                (int at, int beside) = (oh - top + (k / 3), ow - left + (k % 3));
                if (at < 0 || at >= height || beside < 0 || beside >= width) continue;
                for (int c = 0; c < inputs; c++)
                    sum += (double)x[(((((n * height) + at) * width) + beside) * inputs) + c] * weights[(((o * 9) + k) * inputs) + c];
            }

            sum = Math.Max(sum, 0);
            worstHigh = Math.Max(worstHigh, Math.Abs(high[i] - sum) / size);
            worstStrict = Math.Max(worstStrict, Math.Abs(strict[i] - sum) / size);
        }

        TestContext.Out.WriteLine($"high 2^{Math.Log2(worstHigh):F1}, strict 2^{Math.Log2(worstStrict):F1}");
        Assert.That(worstHigh, Is.LessThanOrEqualTo(Bound));
        Assert.That(worstStrict, Is.LessThanOrEqualTo(Bound / 16));
        Assert.That(high, Is.Not.EqualTo(strict), "the cheaper arithmetic is in use");
    }

    [Test]
    public void Results_of_high_precision_do_not_depend_on_threads()
    {
        var random = new Random(3);
        Network network = Build([2, 21, 30, 24], Numbers(random, 40 * 9 * 24), Numbers(random, 40), Padding.SameUpper);
        float[] x = Numbers(random, 2 * 21 * 30 * 24), one = Run(network, x, Precision.High, 1);
        foreach (int threads in new[] { 2, 3, 5 }) Assert.That(Run(network, x, Precision.High, threads), Is.EqualTo(one));
    }

    [Test]
    public void A_profile_says_which_precision_was_asked_for()
    {
        using NnRuntime runtime = CreateRuntime();
        Network network = Build([1, 8, 8, 16], new float[16 * 9 * 16], new float[16], Padding.SameUpper);
        using CompiledProgram high = runtime.Compile(network), strict = runtime.Compile(network, new CompileOptions { Precision = Precision.Strict });
        using Session session = strict.CreateSession();
        session.IsProfiling = true;
        session.Run();
        Assert.Multiple(() =>
        {
            Assert.That(high.CompileProfile.Precision, Is.EqualTo(Precision.High));
            Assert.That(session.Profile.Precision, Is.EqualTo(Precision.Strict));
        });
        using var trace = new MemoryStream();
        session.Profile.WriteChromeTrace(trace);
        Assert.That(System.Text.Encoding.UTF8.GetString(trace.ToArray()), Does.Contain("\"precision\":\"Strict\""));
    }

    private static NnRuntime CreateRuntime() => NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));

    private static float[] Run(Network network, float[] x, Precision precision, int threads)
    {
        using NnRuntime runtime = CreateRuntime();
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [CpuBackendFactory.SimdId], Precision = precision, Threads = threads });
        using Session session = program.CreateSession();
        x.CopyTo(session.Input<float>(0));
        session.Run();
        return session.Output<float>(0).ToArray();
    }

    private static Network Build(Shape x, float[] weights, float[] bias, Padding padding)
    {
        var builder = new NetworkBuilder("convolution");
        Value w = builder.Constant("weights", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length, 3, 3, x[3]]), weights));
        Value b = builder.Constant("bias", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length]), bias));
        builder.Output(builder.Add("convolution", new Convolution([1, 1], [1, 1], padding) { Activation = Activation.Relu }, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), w, b]));
        return builder.Build();
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
