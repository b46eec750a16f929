using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>What becomes of the transpositions around operators of channels-first models.</summary>
public sealed class TransposeTests
{
    private static readonly long[] ToChannelsFirst = [0, 3, 1, 2];
    private static readonly long[] ToChannelsLast = [0, 2, 3, 1];

    private static IEnumerable<TestCaseData> Middles()
    {
        yield return Case("a function", (b, x) => b.Add("f", new Unary(UnaryKind.Tanh), [x]));
        yield return Case("a sum with one number per channel", (b, x) => b.Add("f", new Binary(BinaryKind.Add), [x, Channels(b, 3, 1, 1)]));
        yield return Case("a product with a constant of fewer dimensions", (b, x) => b.Add("f", new Binary(BinaryKind.Mul), [Channels(b, 1, 1), x]));
        yield return Case("a residual sum", (b, x) => b.Add("f", new Binary(BinaryKind.Add), [x, b.Add("g", new Unary(UnaryKind.Exp), [x])]));
        yield return Case("channels joined", (b, x) => b.Add("f", new Concat(1), [x, x]));
        yield return Case("a softmax over channels", (b, x) => b.Add("f", new Softmax(-3), [x]));
        yield return Case("channels joined with constants", (b, x) => b.Add("f", new Concat(1), [x, Channels(b, 2, 2, 4, 5)]));
        yield return Case("a product with what is computed of its means", (b, x) => b.Add("f", new Binary(BinaryKind.Mul), [x, b.Add("s", new Unary(UnaryKind.Sigmoid),
            [b.Add("m", new Reduce(ReduceKind.Mean) { KeepDims = true }, [b.Add("first", new Slice(), [x, b.Constant("begin", Tensor.FromInt64([0, 0, 0, 0])), b.Constant("size", Tensor.FromInt64([1, 3, 4, 5]))]), b.Constant("axes", Tensor.FromInt64([2, 3]))])])]));
        yield return Case("an enlargement", (b, x) => b.Add("f", new Resample(ResampleMode.Nearest, ResampleCoordinates.Asymmetric, [2, -1]), [x, b.Constant("sizes", Tensor.FromInt64([6, 10]))]));
        yield return Case("padding", (b, x) => b.Add("f", new Pad(PadMode.Constant), [x, b.Constant("paddings",
            Tensor.Create<long>(new TensorInfo(ElementType.Int64, [4, 2]), [0, 0, 1, 2, 3, 0, -1, 1]))]));
        yield return Case("the second part of channels", (b, x) => b.AddMany("f", new Split(1, 2), [x])[1]);
        yield return Case("channels in another order", (b, x) => b.Add("f", new Gather(-3), [x, b.Constant("order", Tensor.FromInt64([2, 0, 1]))]));
        yield return Case("a part of channels and pixels", (b, x) => b.Add("f", new StridedSlice { EndMask = 2 },
            [x, b.Constant("begin", Tensor.FromInt64([1, 1])), b.Constant("end", Tensor.FromInt64([3, 0])), null, b.Constant("axes", Tensor.FromInt64([1, 3]))]));
        yield return Case("a part with an entry for each axis", (b, x) => b.Add("f", new StridedSlice(),
            [x, b.Constant("begin", Tensor.FromInt64([0, 0, 1])), b.Constant("end", Tensor.FromInt64([2, 3, 4])), b.Constant("steps", Tensor.FromInt64([1, 2, 1]))]));
        yield return Case("a mean over pixels", (b, x) => b.Add("f", new Reduce(ReduceKind.Mean) { KeepDims = true }, [x, b.Constant("axes", Tensor.FromInt64([2, 3]))]));
    }

    [TestCaseSource(nameof(Middles))]
    public void Transpositions_meet_and_cancel(Func<NetworkBuilder, Value, Value> middle)
    {
        var builder = new NetworkBuilder("channels first");
        Value x = Turn(builder, builder.Input("x", new TensorInfo(ElementType.Float32, [2, 4, 5, 3])), ToChannelsFirst);
        builder.Output(Turn(builder, middle(builder, x), ToChannelsLast), "y");
        CheckEqual(builder.Build(), transposes: 0);
    }

    [Test]
    public void A_mean_that_drops_pixels_leaves_nothing_to_turn()
    {
        var builder = new NetworkBuilder("channels first");
        Value x = Turn(builder, builder.Input("x", new TensorInfo(ElementType.Float32, [2, 4, 5, 3])), ToChannelsFirst);
        builder.Output(builder.Add("mean", new Reduce(ReduceKind.Mean), [x, builder.Constant("axes", Tensor.FromInt64([2, 3]))]), "y");
        CheckEqual(builder.Build(), transposes: 0);
    }

    [Test]
    public void A_channel_picked_by_number_leaves_nothing_to_turn()
    {
        var builder = new NetworkBuilder("channels first");
        Value x = Turn(builder, builder.Input("x", new TensorInfo(ElementType.Float32, [2, 4, 5, 3])), ToChannelsFirst);
        Value channel = builder.Add("channel", new Gather(1), [x, builder.Constant("index", Tensor.Create<long>(new TensorInfo(ElementType.Int64, Shape.Scalar), [2]))]);
        builder.Output(channel, "y");
        CheckEqual(builder.Build(), transposes: 0);
    }

    /// <summary>What a block reads has not gone through a transposition, but the block's own begin undoes one: all blocks run channels-last between two.</summary>
    [Test]
    public void Blocks_that_are_added_to_what_they_read_are_turned_once([Values] bool isFirstOperand)
    {
        var builder = new NetworkBuilder("residual");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [2, 3, 4, 5]));
        for (int i = 0; i < 3; i++)
        {
            Value block = Turn(builder, Convolution(builder, Turn(builder, x, ToChannelsLast)), ToChannelsFirst);
            x = builder.Add($"sum{i}", new Binary(BinaryKind.Add), isFirstOperand ? [x, block] : [block, x]);
        }

        builder.Output(x, "y");
        CheckEqual(builder.Build(), transposes: 2);
    }

    [Test]
    public void An_operand_that_is_turned_another_way_is_not_taken()
    {
        var builder = new NetworkBuilder("another way");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [2, 3, 3, 3]));
        Value block = Turn(builder, Convolution(builder, Turn(builder, x, [0, 3, 2, 1])), ToChannelsFirst);
        builder.Output(builder.Add("sum", new Binary(BinaryKind.Add), [block, x]), "y");
        CheckEqual(builder.Build(), transposes: 2);
    }

    private static Value Convolution(NetworkBuilder builder, Value x)
    {
        float[] weights = [.. Enumerable.Range(0, 9).Select(i => (i * 0.25f) - 1)];
        Value kernel = builder.Constant("weights", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [3, 1, 1, 3]), weights));
        return builder.Add("convolution", new Convolution([1, 1], [1, 1], Padding.Valid), [x, kernel]);
    }

    private static TestCaseData Case(string name, Func<NetworkBuilder, Value, Value> middle) => new TestCaseData(middle).SetArgDisplayNames(name);

    private static Value Turn(NetworkBuilder builder, Value value, long[] order) =>
        builder.Add($"{value.Name}/turned", new Transpose(), [value, builder.Constant($"{value.Name}/order", Tensor.FromInt64(order))]);

    private static Value Channels(NetworkBuilder builder, params int[] shape)
    {
        var info = new TensorInfo(ElementType.Float32, Shape.Create(shape.Select(d => (Dimension)d).ToArray()));
        float[] values = [.. Enumerable.Range(1, (int)info.ElementCount).Select(i => i * 0.5f)];
        return builder.Constant("numbers", Tensor.Create<float>(info, values));
    }

    private static void CheckEqual(Network network, int transposes)
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram plain = runtime.Compile(network, new CompileOptions { Optimize = false });
        using CompiledProgram optimized = runtime.Compile(network);
        Assert.That(optimized.Plan.Placements.Count(p => p.Node.Op is Transpose), Is.EqualTo(transposes));
        Assert.That(Run(optimized), Is.EqualTo(Run(plain)).Within(1e-6f));
    }

    private static float[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        var random = new Random(7);
        foreach (ref float v in session.Input<float>("x")) v = random.NextSingle();
        session.Run();
        return session.Output<float>("y").ToArray();
    }
}
