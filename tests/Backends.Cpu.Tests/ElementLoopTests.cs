using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Loops over elements, of lengths that fill vectors and that do not: they compute what the reference computes, wherever an element stands.</summary>
public sealed class ElementLoopTests
{
    private const int MostElements = 70;

    private static readonly float[] s_special =
        [0, -0f, 0.5f, -0.5f, 1.5f, 2.5f, 254.5f, 255.5f, -128.5f, 127.5f, 1e9f, -1e9f, 3e9f, -3e9f, 1e30f, -1e30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];

    private static IEnumerable<int> Lengths() => Enumerable.Range(1, MostElements);

    [Test]
    public void Activations_of_rows_are_those_of_the_reference(
        [Values(Activation.Silu, Activation.HardSwish, Activation.Sigmoid, Activation.Tanh)] Activation activation, [ValueSource(nameof(Lengths))] int channels)
    {
        var random = new Random(channels);
        var builder = new NetworkBuilder("activation");
        Value w = builder.Constant("w", Floats(random, [channels, 1, 1, 3])), b = builder.Constant("b", Floats(random, [channels]));
        builder.Output(builder.Add("y", new Convolution([1, 1], [1, 1], Padding.Valid) { Activation = activation }, [builder.Input("x", new TensorInfo(ElementType.Float32, [1, 4, 5, 3])), w, b]));
        Network network = builder.Build();
        float[] x = SimdNetwork.Numbers(random, 4 * 5 * 3);
        Assert.That(SimdNetwork.Run<float, float>(network, x, CpuBackendFactory.SimdId), Is.EqualTo(SimdNetwork.Run<float, float>(network, x, "cpu.ref")).Within(1e-6));
    }

    /// <summary>Beside 64-bit results: in units of the last place, and exact where nothing else is right.</summary>
    [Test]
    public void Logarithms_are_near_those_of_64_bits([Values(UnaryKind.Log, UnaryKind.Softplus, UnaryKind.Mish)] UnaryKind kind)
    {
        var random = new Random(3);
        float[] x =
        [
            .. s_special, 1, 1.0000001f, 0.99999994f, float.MaxValue, float.MinValue, 1.2e-38f, 1e-40f,
            .. Enumerable.Range(0, 20_000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))),
            .. Enumerable.Range(0, 20_000).Select(_ => (random.NextSingle() - 0.5f) * 40),
        ];
        float[] y = Apply(kind, x);
        for (int i = 0; i < x.Length; i++)
        {
            // log(1 + e) of 64 bits loses small numbers as well; the first two terms of its series do not.
            double v = x[i], e = Math.Exp(-Math.Abs(v)), softplus = Math.Max(v, 0) + (e < 1e-6 ? e - (e * e / 2) : Math.Log(1 + e));
            double expected = kind switch { UnaryKind.Log => Math.Log(v), UnaryKind.Softplus => softplus, _ => double.IsNegativeInfinity(v) ? double.NaN : v * Math.Tanh(softplus) };
            if (float.IsNaN(y[i]) && double.IsNaN(expected)) continue;
            if (!(y[i] == (float)expected || Math.Abs(y[i] - expected) <= (4e-7 * Math.Abs(expected)) + 1e-37)) Assert.Fail($"{kind} of {x[i]}: {y[i]}, expected {expected}");
        }
    }

    [Test]
    public void Shares_along_any_dimension_are_those_of_the_reference([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        Shape shape = Shape.Of([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, seed % 5 == 0 ? 700 / 20 : 12))]);
        if (seed % 6 == 0) shape = [2, random.Next(1, 5), random.Next(500, 1100)];
        var builder = new NetworkBuilder("shares");
        builder.Output(builder.Add("y", new Softmax(random.Next(-shape.Rank, shape.Rank)) { Beta = seed % 3 == 0 ? 0.5f : 1 }, [builder.Input("x", new TensorInfo(ElementType.Float32, shape))]));
        Network network = builder.Build();
        float[] x = [.. SimdNetwork.Numbers(random, shape).Select(v => 20 * v)];
        Assert.That(SimdNetwork.Run<float, float>(network, x, CpuBackendFactory.SimdId), Is.EqualTo(SimdNetwork.Run<float, float>(network, x, "cpu.ref")).Within(1e-6));
    }

    [Test]
    public void An_elements_place_does_not_matter([Values(UnaryKind.Silu, UnaryKind.Erf, UnaryKind.Exp, UnaryKind.Gelu, UnaryKind.Log, UnaryKind.Mish)] UnaryKind kind, [ValueSource(nameof(Lengths))] int count)
    {
        float[] x = SimdNetwork.Numbers(new Random(1), MostElements);
        Assert.That(Apply(kind, x[..count]), Is.EqualTo(Apply(kind, x)[..count]));
    }

    [Test]
    public void Quotients_of_rows_are_those_of_the_reference([ValueSource(nameof(Lengths))] int count, [Values] bool left)
    {
        var random = new Random(count);
        var builder = new NetworkBuilder("quotient");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [3, count])), c = builder.Constant("c", Floats(random, [3, 1]));
        // One number over a row, and that over a row that is overwritten.
        Value once = builder.Add("once", new Binary(BinaryKind.Div), left ? [c, x] : [x, c]);
        builder.Output(builder.Add("twice", new Binary(BinaryKind.Div), left ? [once, x] : [x, once]));
        Network network = builder.Build();
        float[] numbers = SimdNetwork.Numbers(random, 3 * count);
        Assert.That(SimdNetwork.Run<float, float>(network, numbers, CpuBackendFactory.SimdId), Is.EqualTo(SimdNetwork.Run<float, float>(network, numbers, "cpu.ref")));
    }

    [Test]
    public void Floats_become_the_integers_that_they_become_in_the_reference([Values(ElementType.UInt8, ElementType.Int8, ElementType.Int32)] ElementType to, [ValueSource(nameof(Lengths))] int count)
    {
        var random = new Random(count);
        float[] x = [.. Enumerable.Range(0, count).Select(i => random.Next(3) == 0 ? s_special[random.Next(s_special.Length)] : (random.NextSingle() - 0.5f) * 600)];
        Network network = Conversion(ElementType.Float32, to, count);
        if (to == ElementType.Int32) Same<float, int>(network, x);
        else if (to == ElementType.Int8) Same<float, sbyte>(network, x);
        else Same<float, byte>(network, x);
    }

    [Test]
    public void Integers_become_the_floats_that_they_become_in_the_reference([ValueSource(nameof(Lengths))] int count)
    {
        var random = new Random(count);
        var bytes = new byte[count];
        random.NextBytes(bytes);
        Same<byte, float>(Conversion(ElementType.UInt8, ElementType.Float32, count), bytes);
        Same<sbyte, float>(Conversion(ElementType.Int8, ElementType.Float32, count), [.. bytes.Select(b => (sbyte)b)]);
        Same<bool, float>(Conversion(ElementType.Bool, ElementType.Float32, count), [.. bytes.Select(b => b > 100)]);
        Same<int, float>(Conversion(ElementType.Int32, ElementType.Float32, count), [.. bytes.Select(b => random.Next(int.MinValue, int.MaxValue))]);
        Same<Half, float>(Conversion(ElementType.Float16, ElementType.Float32, count), [.. bytes.Select(b => (Half)(b - 100.5f))]);
        Same<float, Half>(Conversion(ElementType.Float32, ElementType.Float16, count), [.. bytes.Select(b => b / 3f)]);
    }

    [Test]
    public void Groups_are_normalised_as_in_64_bits([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        int own = random.Next(1, 20), groups = random.Next(1, 8), channels = own * groups, batch = random.Next(1, 3), places = random.Next(1, 3000);
        var op = new GroupNormalization(own == 1 ? null : groups);
        bool scales = seed % 3 != 0, moves = seed % 4 != 0;
        float[] scale = SimdNetwork.Numbers(random, channels), bias = SimdNetwork.Numbers(random, channels);
        var builder = new NetworkBuilder("groups");
        TensorInfo perChannel = new(ElementType.Float32, [channels]);
        Value? s = scales ? builder.Constant("s", Tensor.Create<float>(perChannel, scale)) : null, b = moves ? builder.Constant("b", Tensor.Create<float>(perChannel, bias)) : null;
        builder.Output(builder.Add("y", op, [builder.Input("x", new TensorInfo(ElementType.Float32, [batch, places, channels])), s, b]));
        // Far from 0, where squares minus the square of the mean would lose everything.
        float[] x = [.. SimdNetwork.Numbers(random, (long)batch * places * channels).Select(v => v + 100)];
        float[] y = SimdNetwork.Run<float, float>(builder.Build(), x, CpuBackendFactory.SimdId);
        for (int n = 0; n < batch; n++)
            for (int g = 0; g < groups; g++)
            {
                int[] at = [.. Enumerable.Range(0, places * own).Select(i => (((n * places) + (i / own)) * channels) + (g * own) + (i % own))];
                double mean = at.Average(i => (double)x[i]), deviation = Math.Sqrt(at.Average(i => (x[i] - mean) * (x[i] - mean)) + op.Epsilon);
                foreach (int i in at)
                {
                    double expected = ((x[i] - mean) / deviation * (scales ? scale[i % channels] : 1)) + (moves ? bias[i % channels] : 0);
                    // A mean near 100 is known to 4e-6, which is divided by the deviation.
                    if (Math.Abs(y[i] - expected) > 1e-5 + (8e-6 / deviation)) Assert.Fail($"batch {n}, group {g} of {groups}, element {i}: {y[i]}, expected {expected}");
                }
            }
    }

    [Test]
    public void Rows_of_any_length_are_joined([ValueSource(nameof(Lengths))] int bytes)
    {
        var random = new Random(bytes);
        var builder = new NetworkBuilder("rows");
        Value x = builder.Input("x", new TensorInfo(ElementType.UInt8, [5, bytes])), c = builder.Constant("c", Tensor.Create<byte>(new TensorInfo(ElementType.UInt8, [5, 3]), new byte[15]));
        builder.Output(builder.Add("y", new Concat(1), [x, c, x]));
        var numbers = new byte[5 * bytes];
        random.NextBytes(numbers);
        Same<byte, byte>(builder.Build(), numbers);
    }

    [Test]
    public void Sums_around_zero_points_of_weights_are_those_of_the_reference([Range(1, 24)] int seed, [Values] bool perChannel)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 90), depth = random.Next(1, 200), columns = random.Next(1, 130), count = perChannel ? columns : 1;
        var weights = new byte[columns * depth];
        random.NextBytes(weights);
        QuantizationInfo ofWeights = perChannel
            ? new([.. Enumerable.Repeat(0.1f, count)], [.. Enumerable.Range(0, count).Select(_ => random.Next(256))], 0)
            : QuantizationInfo.PerTensor(0.1f, random.Next(256));
        var builder = new NetworkBuilder("sums");
        Value w = builder.Constant("w", Tensor.Create<byte>(new TensorInfo(ElementType.UInt8, [columns, depth]) { Quantization = ofWeights }, weights));
        Value x = builder.Input("x", new TensorInfo(ElementType.UInt8, [rows, depth]) { Quantization = QuantizationInfo.PerTensor(0.1f, random.Next(256)) });
        builder.Output(builder.Add("y", new FullyConnected { OutputType = ElementType.Int32 }, [x, w, null]));
        var bytes = new byte[rows * depth];
        random.NextBytes(bytes);
        Same<byte, int>(builder.Build(), bytes);
    }

    private static float[] Apply(UnaryKind kind, float[] x)
    {
        var builder = new NetworkBuilder("function");
        builder.Output(builder.Add("y", new Unary(kind), [builder.Input("x", new TensorInfo(ElementType.Float32, [x.Length]))]));
        return SimdNetwork.Run<float, float>(builder.Build(), x, CpuBackendFactory.SimdId);
    }

    private static Network Conversion(ElementType from, ElementType to, int count)
    {
        var builder = new NetworkBuilder("conversion");
        builder.Output(builder.Add("y", new Cast(to), [builder.Input("x", new TensorInfo(from, [count]))]));
        return builder.Build();
    }

    private static Tensor Floats(Random random, Shape shape) => Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape), SimdNetwork.Numbers(random, shape));

    private static void Same<TFrom, TTo>(Network network, TFrom[] x) where TFrom : unmanaged where TTo : unmanaged =>
        Assert.That(SimdNetwork.Run<TFrom, TTo>(network, x, CpuBackendFactory.SimdId), Is.EqualTo(SimdNetwork.Run<TFrom, TTo>(network, x, "cpu.ref")));
}
