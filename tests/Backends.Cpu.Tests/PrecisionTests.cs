using NnBridge.Ops;
using NnBridge.Runtime;
using static NnBridge.Backends.Cpu.Tests.SimdNetwork;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>What <see cref="Precision"/> promises, measured against sums in float64.</summary>
public sealed class PrecisionTests
{
    private const double Bound = 1.0 / 65536;

    private static IEnumerable<TestCaseData> Shapes()
    {
        foreach ((int height, int width, int inputs, int outputs, int batches) in new[]
            { (56, 56, 64, 64, 1), (28, 28, 128, 128, 1), (14, 14, 256, 256, 1), (10, 10, 160, 320, 1), (5, 5, 16, 16, 3), (13, 9, 19, 37, 2), (17, 8, 48, 16, 1), (6, 23, 33, 130, 1) })
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
        float[] high = Run(network, x, Precision.High), strict = Run(network, x, Precision.Strict);
        Shape y = network.Outputs[0].Info.Shape;
        (int Top, int Left) before = (padding.Resolve(0, height, 3, 1, 1).Before, padding.Resolve(1, width, 3, 1, 1).Before);
        double[] sizes = Sizes(x, weights, bias), exact = Exact(x, network.Inputs[0].Info.Shape, weights, bias, y, before);
        (double worstHigh, double worstStrict) = (Worst(high, exact, sizes), Worst(strict, exact, sizes));
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
        float[] x = Numbers(random, 2 * 21 * 30 * 24), one = Run(network, x, Precision.High);
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

    /// <summary>What the error of an output channel is measured by: the largest number times the magnitude of all weights, and the bias.</summary>
    private static double[] Sizes(float[] x, float[] weights, float[] bias)
    {
        int each = weights.Length / bias.Length;
        double largest = x.Max();
        return [.. bias.Select((b, o) => Math.Abs(b) + (largest * weights.Skip(o * each).Take(each).Sum(w => (double)Math.Abs(w))))];
    }

    /// <summary>The convolution in float64.</summary>
    private static double[] Exact(float[] x, Shape input, float[] weights, float[] bias, Shape output, (int Top, int Left) before)
    {
        (int height, int width, int inputs, int outputs) = (input[1], input[2], input[3], output[3]);
        var y = new double[output.ElementCount];
        for (int i = 0; i < y.Length; i++)
        {
            int o = i % outputs, ow = i / outputs % output[2], oh = i / outputs / output[2] % output[1], n = i / outputs / output[2] / output[1];
            double sum = bias[o];
            for (int k = 0; k < 9; k++)
            {
                (int at, int beside) = (oh - before.Top + (k / 3), ow - before.Left + (k % 3));
                if (at < 0 || at >= height || beside < 0 || beside >= width) continue;
                sum += Dot(x.AsSpan(((((n * height) + at) * width) + beside) * inputs, inputs), weights.AsSpan(((o * 9) + k) * inputs, inputs));
            }

            y[i] = Math.Max(sum, 0);
        }

        return y;
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (double)x[i] * y[i];
        return sum;
    }

    private static double Worst(float[] measured, double[] exact, double[] sizes) => measured.Select((v, i) => Math.Abs(v - exact[i]) / sizes[i % sizes.Length]).Max();

    private static Network Build(Shape x, float[] weights, float[] bias, Padding padding)
    {
        var builder = new NetworkBuilder("convolution");
        Value w = builder.Constant("weights", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length, 3, 3, x[3]]), weights));
        Value b = builder.Constant("bias", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length]), bias));
        builder.Output(builder.Add("convolution", new Convolution([1, 1], [1, 1], padding) { Activation = Activation.Relu }, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), w, b]));
        return builder.Build();
    }
}
