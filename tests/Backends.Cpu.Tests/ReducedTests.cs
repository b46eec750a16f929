using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Pairs;
using NnBridge.Ops;
using static NnBridge.Backends.Cpu.Tests.SimdNetwork;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>What <see cref="Precision.Reduced"/> promises: every result within a bound of what float64 gives, and no result that depends on threads.</summary>
public sealed class ReducedTests
{
    /// <summary>Each operand is off by 2^-9 of itself at most; the rest is for float32 sums.</summary>
    private const double Bound = (1.0 / 256) + (1.0 / 65536);

    private static IEnumerable<TestCaseData> Products()
    {
        foreach ((int rows, int depth, int columns) in new[] { (1, 256, 1000), (5, 16, 3), (33, 768, 129), (128, 3072, 64), (7, 18, 17) })
            yield return Case($"{rows} x {depth} x {columns}", [rows, depth], [columns, depth], new FullyConnected { Activation = Activation.Relu });
        foreach ((int size, int channels, int outputs, int kernel, int stride, int groups) in new[]
            { (14, 64, 96, 1, 1, 1), (15, 32, 48, 3, 2, 1), (9, 96, 20, 1, 2, 1), (11, 64, 64, 3, 1, 4), (8, 34, 16, 5, 1, 1), (13, 24, 33, 1, 1, 1) })
            yield return Case($"{size}x{size}x{channels} to {outputs}, window {kernel}, step {stride}, {groups} group(s)", [2, size, size, channels], [outputs, kernel, kernel, channels / groups],
                new Convolution([stride, stride], [1, 1], Padding.SameUpper) { Groups = groups, Activation = Activation.Relu6 });
    }

    [TestCaseSource(nameof(Products))]
    public void Every_result_is_within_the_bound(Shape x, Shape weights, Op op)
    {
        Random random = new(x[x.Rank - 1]);
        float[] input = Numbers(random, x), w = Numbers(random, weights), bias = Numbers(random, [weights[0]]);
        float[] reduced = Run(Build(op, x, weights, w, bias), input, Precision.Reduced), strict = Run(Build(op, x, weights, w, bias), input, Precision.Strict);
        // The magnitude of each sum: the same product of the operands' magnitudes, without a function behind it.
        float[] size = Run(Build(Without(op), x, weights, [.. w.Select(Math.Abs)], [.. bias.Select(Math.Abs)]), [.. input.Select(Math.Abs)], Precision.Strict);
        double worst = reduced.Select((v, i) => Math.Abs((double)v - strict[i]) / size[i]).Max();
        TestContext.Out.WriteLine($"2^{Math.Log2(worst):F1}");
        Assert.That(worst, Is.LessThanOrEqualTo(Bound));
        if (EmittedTiles.Pairs is not null) Assert.That(reduced, Is.Not.EqualTo(strict), "the cheaper arithmetic is in use");
    }

    [TestCase(37, 48, 65)]
    [TestCase(3, 1024, 20)]
    public void Sums_of_rounded_operands_are_those_of_float64(int rows, int depth, int columns)
    {
        if (EmittedTiles.Pairs is null) Assert.Ignore("this processor has no products of 16-bit floats, or code may not be written");
        Random random = new(depth);
        // Numbers that 16 bits hold: nothing is lost but in the sums.
        float[] x = [.. Numbers(random, [rows, depth]).Select(v => (float)(BFloat16)v)], w = [.. Numbers(random, [columns, depth]).Select(v => (float)(BFloat16)v)], bias = Numbers(random, [columns]);
        float[] y = Run(Build(new FullyConnected(), [rows, depth], [columns, depth], w, bias), x, Precision.Reduced);
        for (int i = 0; i < y.Length; i++)
        {
            double sum = bias[i % columns], size = Math.Abs(sum);
            for (int k = 0; k < depth; k++)
            {
                double product = (double)x[(i / columns * depth) + k] * w[(i % columns * depth) + k];
                (sum, size) = (sum + product, size + Math.Abs(product));
            }

            Assert.That(Math.Abs(y[i] - sum) / size, Is.LessThanOrEqualTo(1.0 / (1 << 20)));
        }
    }

    [Test]
    public void Results_do_not_depend_on_threads()
    {
        Random random = new(9);
        Shape x = [1, 40, 41, 64], weights = [80, 3, 3, 64];
        Network network = Build(new Convolution([2, 2], [1, 1], Padding.SameUpper), x, weights, Numbers(random, weights), Numbers(random, [80]));
        float[] input = Numbers(random, x), one = Run(network, input, Precision.Reduced);
        foreach (int threads in new[] { 2, 3 }) Assert.That(Run(network, input, Precision.Reduced, threads), Is.EqualTo(one));
    }

    [Test]
    public unsafe void Vectors_are_rounded_like_single_numbers()
    {
        uint[] special = [0, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00001, 0x7F800001, 0xFFFFFFFF, 0x3F808000, 0x3F818000, 0x7F7FFFFF, 1, 0x00008000];
        Random random = new(1);
        float[] numbers = [.. Enumerable.Range(0, 200).Select(i => BitConverter.UInt32BitsToSingle(i < special.Length ? special[i] : (uint)random.NextInt64(1L << 32)))];
        var rounded = new ushort[numbers.Length];
        fixed (float* from = numbers)
        fixed (ushort* to = rounded)
            PairRounding.Round(from, to, numbers.Length);
        Assert.That(rounded, Is.EqualTo(numbers.Select(n => ((BFloat16)n).Bits)));
    }

    private static TestCaseData Case(string name, Shape x, Shape weights, Op op) => new TestCaseData(x, weights, op).SetArgDisplayNames(name);

    private static Op Without(Op op) => op switch
    {
        FullyConnected o => o with { Activation = Activation.None },
        Convolution o => o with { Activation = Activation.None },
        _ => op,
    };

    private static Network Build(Op op, Shape x, Shape weights, float[] w, float[] bias)
    {
        var builder = new NetworkBuilder("product");
        Value a = builder.Constant("weights", Tensor.Create<float>(new TensorInfo(ElementType.Float32, weights), w));
        Value b = builder.Constant("bias", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length]), bias));
        builder.Output(builder.Add("y", op, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), a, b]));
        return builder.Build();
    }
}
