using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Ops;
using static NnBridge.Backends.Cpu.Tests.SimdNetwork;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Weights of 24 bits: how they are rounded, and how exact products with them are.</summary>
public sealed class Float24Tests
{
    private const double Bound = 1.0 / 65536;

    [TestCase(0f, 0f)]
    [TestCase(-0f, -0f)]
    [TestCase(1f, 1f)]
    [TestCase(-0.375f, -0.375f)]
    [TestCase(1 + (1f / 65536), 1f, Description = "half way, to even")]
    [TestCase(1 + (3f / 65536), 1 + (4f / 65536), Description = "half way, to even")]
    [TestCase(float.PositiveInfinity, float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity, float.NegativeInfinity)]
    [TestCase(float.NaN, float.NaN)]
    [TestCase(float.MaxValue, 3.4027717e38f, Description = "not to infinity")]
    [TestCase(float.MinValue, -3.4027717e38f, Description = "not to infinity")]
    public void Rounds(float number, float expected)
    {
        float rounded = Round(number);
        Assert.That(rounded, Is.EqualTo(expected).Within(1e-5).Percent);
        Assert.That(float.IsNegative(rounded), Is.EqualTo(float.IsNegative(expected)));
        Assert.That(BitConverter.SingleToUInt32Bits(rounded) & 0xFF, Is.Zero);
    }

    [Test]
    public void Is_off_by_its_bound_at_most()
    {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++)
        {
            float number = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(0x00800000, 0x7F800000) | (uint)(random.Next(2) << 31));
            if (Math.Abs(Round(number) - (double)number) > Bound * Math.Abs((double)number)) Assert.Fail($"{number:R} becomes {Round(number):R}");
        }
    }

    [Test]
    public void A_number_that_is_none_stays_none_whatever_its_bits() =>
        Assert.That(float.IsNaN(BitConverter.UInt32BitsToSingle(Float24.Round(0xFF800001))), Is.True);

    [TestCase(1, 300, 77)]
    [TestCase(2, 129, 1000)]
    [TestCase(1, 1700, 16)]
    [TestCase(1, 4000, 5)]
    public void Products_of_few_rows_stay_within_the_bound_of_high_precision(int rows, int depth, int columns)
    {
        var random = new Random(depth);
        float[] x = Numbers(random, rows * depth), weights = Numbers(random, columns * depth), bias = Numbers(random, columns);
        Network network = Build(rows, depth, columns, weights, bias);
        float[] high = Run(network, x, Precision.High), strict = Run(network, x, Precision.Strict);
        for (int i = 0; i < high.Length; i++)
        {
            (int row, int column) = (i / columns, i % columns);
            double[] terms = [bias[column], .. Enumerable.Range(0, depth).Select(k => (double)x[(row * depth) + k] * weights[(column * depth) + k])];
            Assert.That(Math.Abs(high[i] - terms.Sum()), Is.LessThanOrEqualTo(Bound * terms.Sum(Math.Abs)), $"row {row}, column {column}");
        }

        if (EmittedTiles.Floats24.Value is not null) Assert.That(high, Is.Not.EqualTo(strict), "the shorter weights are in use");
    }

    [Test]
    public void Threads_and_results_have_nothing_to_do_with_each_other()
    {
        var random = new Random(9);
        Network network = Build(1, 2048, 1000, Numbers(random, 2048 * 1000), Numbers(random, 1000));
        float[] x = Numbers(random, 2048);
        Assert.That(Run(network, x, Precision.High, threads: 2), Is.EqualTo(Run(network, x, Precision.High)));
    }

    private static float Round(float number) => BitConverter.UInt32BitsToSingle(Float24.Round(BitConverter.SingleToUInt32Bits(number)));

    private static Network Build(int rows, int depth, int columns, float[] weights, float[] bias)
    {
        var builder = new NetworkBuilder("product");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [rows, depth]));
        Value w = builder.Constant("w", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [columns, depth]), weights));
        Value b = builder.Constant("b", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [columns]), bias));
        builder.Output(builder.Add("y", new FullyConnected(), [x, w, b]));
        return builder.Build();
    }
}
