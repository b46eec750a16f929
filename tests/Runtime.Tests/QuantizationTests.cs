using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>What becomes of operators on floats between Dequantize and Quantize.</summary>
public sealed class QuantizationTests
{
    private static readonly QuantizationInfo Fine = QuantizationInfo.PerTensor(0.02f, 3), Coarse = QuantizationInfo.PerTensor(0.113f, -5);
    private static readonly Padding Same = Padding.Explicit([1, 1], [1, 1]);

    private static IEnumerable<TestCaseData> Groups()
    {
        yield return Group("a convolution", (b, x) => b.Add("y", new Convolution([1, 1], [1, 1], Same), [x, Weights(b, [4, 3, 3, 6], 0), Bias(b, 4)]));
        yield return Group("a convolution and a rectifier", (b, x) => b.Add("r", new Unary(UnaryKind.Relu),
            [b.Add("y", new Convolution([2, 1], [1, 1], Same), [x, Weights(b, [4, 3, 3, 6], 0), Bias(b, 4)])]));
        yield return Group("a convolution without bias", (b, x) => b.Add("y", new Convolution([1, 1], [1, 1], Same) { Groups = 2 }, [x, Weights(b, [4, 3, 3, 3], null)]));
        yield return Group("a convolution with weights in another order", (b, x) => b.Add("y", new Convolution([1, 1], [1, 1], Same),
            [x, Turn(b, Weights(b, [4, 6, 3, 3], 0), 0, 2, 3, 1), Bias(b, 4)]));
        yield return Group("a convolution with weights of one place", (b, x) => b.Add("y", new Convolution([1, 1], [1, 1], Padding.Valid),
            [x, Reshape(b, Weights(b, [4, 6, 1, 1], 0), 4, 1, 1, 6), Bias(b, 4)]));
        yield return Group("a convolution with a bias of floats", (b, x) => b.Add("y", new Convolution([1, 1], [1, 1], Same),
            [x, Weights(b, [2, 3, 3, 6], 0), b.Float("bias", 0.5f, -0.25f)]));
        yield return Group("a depthwise convolution", (b, x) => b.Add("y", new DepthwiseConvolution([1, 1], [1, 1], Same), [x, Weights(b, [1, 3, 3, 6], 3), Bias(b, 6)]));
        yield return Group("a fully connected layer", (b, x) => b.Add("y", new FullyConnected { KeepDimensions = true }, [x, Weights(b, [5, 6], 0), Bias(b, 5)]));
        yield return Group("a product with weights", (b, x) => b.Add("y", new MatMul(), [x, Weights(b, [6, 5], null)]));
        yield return Group("a product of activations", (b, x) => b.Add("y", new MatMul { TransposeB = true }, [x, x]));
        yield return Group("a sum", (b, x) => b.Add("y", new Binary(BinaryKind.Add), [x, Stored(b, "other", [2, 5, 1, 6], Coarse)]));
        yield return Group("a product", (b, x) => b.Add("y", new Binary(BinaryKind.Mul), [x, Stored(b, "other", [6], Coarse)]));
        yield return Group("a function", (b, x) => b.Add("y", new Unary(UnaryKind.Sigmoid), [x]));
        yield return Group("a mean", (b, x) => b.Add("y", new Reduce(ReduceKind.Mean) { KeepDims = true }, [x, b.Constant("axes", Tensor.FromInt64([1, 2]))]));
        yield return Group("a mean over a window", (b, x) => b.Add("y", new Pool(PoolKind.Average, [2, 3], [1, 2], Same), [x]));
        yield return Group("joined parts", (b, x) => b.Add("y", new Concat(3), [x, Stored(b, "other", [2, 5, 4, 3], Coarse), x]));
        yield return Group("nothing between", (b, x) => x);
        yield return Group("movements", (b, x) => b.Add("z", new Pool(PoolKind.Max, [2, 2], [1, 1], Padding.Valid),
            [Turn(b, b.Add("y", new Pad(PadMode.Constant), [x, b.Constant("paddings", Tensor.Create<long>(new TensorInfo(ElementType.Int64, [4, 2]), [0, 0, 1, 1, 0, 2, 0, 0]))]), 0, 2, 1, 3)]));
        yield return Group("movements before and behind", (b, x) => Reshape(b, b.Add("y", new Unary(UnaryKind.Tanh), [Turn(b, x, 0, 3, 1, 2)]), 2, 120));
        yield return Group("the second part of a cut", (b, x) => b.Add("y", new Unary(UnaryKind.Sigmoid), [b.AddMany("cut", new Split(3, 2), [x])[1]]));
    }

    [TestCaseSource(nameof(Groups))]
    public void Become_one_operator_on_integers(Func<NetworkBuilder, Value, Value> group)
    {
        Network network = Wrap(group);
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(network);
        Assert.That(program.Plan.Placements.Select(p => p.Node).Where(n => n.Inputs.Concat(n.Outputs).Any(v => v?.Info.Type == ElementType.Float32)), Is.Empty);
        sbyte[] integers = Run(program), floats = Run(runtime, network);
        Assert.That(integers.Zip(floats, (a, b) => Math.Abs(a - b)), Is.All.LessThanOrEqualTo(1));
        Assert.That(integers.Zip(floats).Count(p => p.First != p.Second), Is.LessThanOrEqualTo(integers.Length / 100), "only ties may be rounded otherwise");
        Assert.That(integers.Distinct().Count(), Is.GreaterThan(2), "results differ, so that they say something");
    }

    private static IEnumerable<TestCaseData> Others()
    {
        yield return Group("weights with scales along the inputs", (b, x) => b.Add("y", new FullyConnected { KeepDimensions = true }, [x, Weights(b, [5, 6], 1)]));
        yield return Group("an operator that has no form on integers", (b, x) => b.Add("y", new CumulativeSum(), [x, b.Constant("axis", Tensor.Create<long>(new TensorInfo(ElementType.Int64, Shape.Scalar), [1]))]));
        yield return Group("a result that others read, too", (b, x) =>
        {
            Value y = b.Add("y", new Unary(UnaryKind.Tanh), [x]);
            b.Output(y, "numbers");
            return y;
        });
    }

    [TestCaseSource(nameof(Others))]
    public void Stay_as_they_are(Func<NetworkBuilder, Value, Value> group)
    {
        Network network = Wrap(group);
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(network);
        Assert.That(program.Plan.Placements.Select(p => p.Node.Op), Has.Some.TypeOf<Dequantize>());
        Assert.That(Run(program), Is.EqualTo(Run(runtime, network)));
    }

    private static TestCaseData Group(string name, Func<NetworkBuilder, Value, Value> group) => new TestCaseData(group).SetArgDisplayNames(name);

    private static Network Wrap(Func<NetworkBuilder, Value, Value> group)
    {
        var builder = new NetworkBuilder("quantized");
        Value stored = builder.Input("x", new TensorInfo(ElementType.Int8, [2, 5, 4, 6], Fine));
        Value y = group(builder, builder.Add("x/real", new Dequantize(ElementType.Float32), [stored]));
        builder.Output(builder.Add("y/stored", new Quantize(ElementType.Int8) { Requantization = Requantization.Float }, [y], Coarse), "y");
        return builder.Build();
    }

    private static Value Weights(NetworkBuilder builder, int[] shape, int? axis)
    {
        int count = axis is { } a ? shape[a] : 1;
        float[] scales = [.. Enumerable.Range(1, count).Select(i => i * 0.01f)];
        return Stored(builder, "weights", shape, new QuantizationInfo(scales.ToValueList(), [0], axis));
    }

    /// <summary>In units of the input's scale times those of <see cref="Weights"/>.</summary>
    private static Value Bias(NetworkBuilder builder, int count)
    {
        float[] scales = [.. Enumerable.Range(1, count).Select(i => i * 0.01f * 0.02f)];
        var info = new TensorInfo(ElementType.Int32, [count], new QuantizationInfo(scales.ToValueList(), [0], 0));
        return builder.Add("bias/real", new Dequantize(ElementType.Float32), [builder.Constant("bias", Tensor.Create<int>(info, [.. Enumerable.Range(0, count).Select(i => (i * 700) - 500)]))]);
    }

    private static Value Stored(NetworkBuilder builder, string name, int[] shape, QuantizationInfo quantization)
    {
        var random = new Random(3);
        var info = new TensorInfo(ElementType.Int8, Shape.Create(shape.Select(d => (Dimension)d).ToArray()), quantization);
        sbyte[] values = [.. Enumerable.Range(0, (int)info.ElementCount).Select(_ => (sbyte)random.Next(-128, 128))];
        return builder.Add($"{name}/real", new Dequantize(ElementType.Float32), [builder.Constant(name, Tensor.Create<sbyte>(info, values))]);
    }

    private static Value Turn(NetworkBuilder builder, Value value, params long[] order) =>
        builder.Add($"{value.Name}/turned", new Transpose(), [value, builder.Constant("order", Tensor.FromInt64(order))]);

    private static Value Reshape(NetworkBuilder builder, Value value, params long[] shape) =>
        builder.Add($"{value.Name}/reshaped", new Reshape(), [value, builder.Constant("shape", Tensor.FromInt64(shape))]);

    private static sbyte[] Run(NnRuntime runtime, Network network)
    {
        using CompiledProgram plain = runtime.Compile(network, new CompileOptions { Optimize = false });
        return Run(plain);
    }

    private static sbyte[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        var random = new Random(7);
        foreach (ref sbyte v in session.Input<sbyte>("x")) v = (sbyte)random.Next(-128, 128);
        session.Run();
        return session.Output<sbyte>("y").ToArray();
    }
}
