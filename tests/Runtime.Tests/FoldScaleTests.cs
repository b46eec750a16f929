using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>What becomes of constant factors and summands behind dense operators.</summary>
public sealed class FoldScaleTests
{
    private static readonly Padding Same = Padding.Explicit([1, 1], [1, 1]);

    private static IEnumerable<TestCaseData> Chains()
    {
        yield return Chain("a normalised convolution", (b, x) => Normalized(b, b.Add("y", new Convolution([1, 1], [1, 1], Same), [x, Numbers(b, 4, 3, 3, 6), Numbers(b, 4)]), 4));
        yield return Chain("a normalised depthwise convolution", (b, x) => Normalized(b, b.Add("y", new DepthwiseConvolution([1, 1], [1, 1], Same), [x, Numbers(b, 1, 3, 3, 6)]), 6));
        yield return Chain("a normalised transposed convolution", (b, x) =>
            Normalized(b, b.Add("y", new TransposedConvolution([2, 2], [1, 1], Padding.Valid), [x, Numbers(b, 4, 3, 3, 6)]), 4));
        yield return Chain("a convolution of groups, scaled and shifted", (b, x) => b.Add("s", new Binary(BinaryKind.Sub),
            [b.Add("d", new Binary(BinaryKind.Div), [b.Add("y", new Convolution([1, 1], [1, 1], Same) { Groups = 2 }, [x, Numbers(b, 4, 3, 3, 3)]), Numbers(b, 1, 1, 4)]), Numbers(b)]));
        yield return Chain("a product, a sum and a rectifier", (b, x) =>
            b.Add("r", new Unary(UnaryKind.Relu), [b.Add("s", new Binary(BinaryKind.Add), [Numbers(b, 5), b.Add("y", new MatMul(), [x, Numbers(b, 6, 5)])])]));
        yield return Chain("a normalised convolution whose weights are stored in another order", (b, x) => Normalized(b, b.Add("y", new Convolution([1, 1], [1, 1], Same),
            [x, b.Add("turned", new Transpose(), [Numbers(b, 320, 6, 3, 3), b.Constant("order", Tensor.FromInt64(0, 2, 3, 1))])]), 320));
        yield return Chain("a product with turned weights", (b, x) => b.Add("y", new MatMul { TransposeB = true }, [x, Numbers(b, 5, 6)]));
    }

    [TestCaseSource(nameof(Chains))]
    public void Become_one_dense_operator(Func<NetworkBuilder, Value, Value> chain) => Check(chain, nodes: 1);

    private static IEnumerable<TestCaseData> Others()
    {
        yield return Chain("numbers along another dimension", (b, x) =>
            b.Add("s", new Binary(BinaryKind.Mul), [b.Add("y", new Convolution([1, 1], [1, 1], Same), [x, Numbers(b, 4, 3, 3, 6)]), Numbers(b, 4, 1)]));
        yield return Chain("a function between", (b, x) => Normalized(b, b.Add("y", new Convolution([1, 1], [1, 1], Same) { Activation = Activation.Relu }, [x, Numbers(b, 4, 3, 3, 6)]), 4));
        yield return Chain("sums that others read, too", (b, x) =>
        {
            Value y = b.Add("y", new FullyConnected { KeepDimensions = true }, [x, Numbers(b, 5, 6)]);
            b.Output(y, "sums");
            return b.Add("s", new Binary(BinaryKind.Add), [y, Numbers(b, 5)]);
        });
        yield return Chain("a sum that makes the result larger", (b, x) =>
            b.Add("s", new Binary(BinaryKind.Add), [b.Add("y", new FullyConnected { KeepDimensions = true }, [x, Numbers(b, 1, 6)]), Numbers(b, 5)]));
    }

    [TestCaseSource(nameof(Others))]
    public void Stay_as_they_are(Func<NetworkBuilder, Value, Value> chain) => Check(chain, nodes: 2);

    private static void Check(Func<NetworkBuilder, Value, Value> chain, int nodes)
    {
        var builder = new NetworkBuilder("scaled");
        builder.Output(chain(builder, builder.Input("x", new TensorInfo(ElementType.Float32, [2, 5, 4, 6]))), "result");
        Network network = builder.Build();
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram plain = runtime.Compile(network, new CompileOptions { Optimize = false });
        using CompiledProgram optimized = runtime.Compile(network);
        Assert.That(optimized.Plan.Placements, Has.Length.EqualTo(nodes));
        Assert.That(Run(optimized), Is.EqualTo(Run(plain)).Within(1e-5f));
    }

    private static TestCaseData Chain(string name, Func<NetworkBuilder, Value, Value> chain) => new TestCaseData(chain).SetArgDisplayNames(name);

    private static Value Normalized(NetworkBuilder builder, Value x, int channels) =>
        builder.Add("normalized", new BatchNormalization(), [x, Numbers(builder, channels), Numbers(builder, channels), Numbers(builder, channels), Numbers(builder, channels)]);

    /// <summary>Positive numbers, so that they can be variances and divisors.</summary>
    private static Value Numbers(NetworkBuilder builder, params int[] shape)
    {
        var info = new TensorInfo(ElementType.Float32, Shape.Create(shape.Select(d => (Dimension)d).ToArray()));
        var random = new Random((int)info.ElementCount);
        return builder.Constant("numbers", Tensor.Create<float>(info, [.. Enumerable.Range(0, (int)info.ElementCount).Select(_ => 0.5f + random.NextSingle())]));
    }

    private static float[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        var random = new Random(7);
        foreach (ref float v in session.Input<float>("x")) v = random.NextSingle() - 0.5f;
        session.Run();
        return session.Output<float>("result").ToArray();
    }
}
