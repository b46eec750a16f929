using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Channels that are put in another order by reshaping and transposing, and parts of them.</summary>
public sealed class ShuffleTests
{
    private static readonly int[] Picture = [2, 12, 4, 5];

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(6)]
    public void A_shuffle_is_one_gather(int groups)
    {
        Network network = Build((b, x) => Shuffled(b, x, groups));
        Assert.That(Operators(network), Is.EqualTo(new[] { "Gather" }));
    }

    [Test]
    public void Between_operators_with_channels_last_nothing_is_transposed()
    {
        Network network = Build((b, x) =>
        {
            Value last = Turn(b, x, [0, 2, 3, 1]);
            Value first = Turn(b, b.Add("f", new Unary(UnaryKind.Tanh), [last]), [0, 3, 1, 2]);
            return Turn(b, Shuffled(b, first, 2), [0, 2, 3, 1]);
        });
        Assert.That(Operators(network).Count(o => o == "Transpose"), Is.EqualTo(1));
    }

    [Test]
    public void Halves_that_are_split_off_are_taken_from_the_source()
    {
        Network network = Build((b, x) =>
        {
            System.Collections.Immutable.ImmutableArray<Value> halves = b.AddMany("halves", new Split(1, 2), [Shuffled(b, x, 2)]);
            return b.Add("sum", new Binary(BinaryKind.Sub), [halves[0], b.Add("f", new Unary(UnaryKind.Tanh), [halves[1]])]);
        });
        Assert.That(Operators(network), Is.EquivalentTo(new[] { "Gather", "Gather", "Unary", "Binary" }));
    }

    [Test]
    public void Halves_that_are_picked_by_number_are_taken_from_the_source()
    {
        Network network = Build((b, x) =>
        {
            Value parts = View(b, "parts", Turn(b, View(b, "pairs", x, 12, 2, 20), [1, 0, 2]), 2, -1, 12, 4, 5);
            return b.Add("sum", new Binary(BinaryKind.Sub), [Pick(b, parts, 0), b.Add("f", new Unary(UnaryKind.Tanh), [Pick(b, parts, 1)])]);
        }, 1, 24, 4, 5);
        Assert.That(Operators(network), Is.EquivalentTo(new[] { "Gather", "Gather", "Unary", "Binary" }));
    }

    [Test]
    public void What_is_read_as_a_whole_too_is_shuffled_once()
    {
        Network network = Build((b, x) =>
        {
            Value shuffled = Shuffled(b, x, 3);
            b.Output(shuffled, "all");
            return b.AddMany("parts", new Split(1, 2), [shuffled])[1];
        });
        Assert.That(Operators(network).Count(o => o == "Gather"), Is.EqualTo(1));
    }

    [Test]
    public void A_matrix_is_still_transposed() => Assert.That(Operators(Build(
        (b, x) => View(b, "back", Turn(b, View(b, "matrix", x, 24, 20), [1, 0]), 480), 480)), Does.Contain("Transpose"));

    /// <summary>Whatever is reshaped, transposed and picked, results stay the same.</summary>
    [Test]
    public void Any_reshapes_transpositions_and_parts_give_what_they_gave()
    {
        var random = new Random(31);
        for (int i = 0; i < 150; i++) Build((b, x) => Scrambled(b, x, random), [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 3) * random.Next(1, 4) * 2)]);
    }

    private static Value Scrambled(NetworkBuilder b, Value x, Random random)
    {
        for (int step = 0; step < 5; step++)
        {
            int[] sizes = x.Info.Shape.ToArray();
            int axis = random.Next(sizes.Length), half = sizes[axis] / 2, step2 = random.Next(1, 3);
            x = (random.Next(5), sizes[axis] % 2 == 0) switch
            {
                (0, true) => View(b, $"split{step}", x, [.. sizes[..axis], .. random.Next(2) == 0 ? new[] { 2, half } : [half, 2], .. sizes[(axis + 1)..]]),
                (1, _) when sizes.Length > 1 && axis > 0 => View(b, $"join{step}", x, [.. sizes[..(axis - 1)], sizes[axis - 1] * sizes[axis], .. sizes[(axis + 1)..]]),
                (2, true) => b.AddMany($"half{step}", new Split(axis, 2), [x])[random.Next(2)],
                (3, _) => b.Add($"part{step}", new StridedSlice(), [x, Integers(b, "begin", random.Next(sizes[axis])), Integers(b, "end", sizes[axis]), Integers(b, "step", step2), Integers(b, "axis", axis)]),
                _ => Turn(b, x, [.. Enumerable.Range(0, sizes.Length).OrderBy(_ => random.Next()).Select(a => (long)a)]),
            };
        }

        return x;
    }

    private static Value Shuffled(NetworkBuilder b, Value x, int groups)
    {
        int[] s = x.Info.Shape.ToArray();
        return View(b, "joined", Turn(b, View(b, "groups", x, s[0], groups, s[1] / groups, s[2], s[3]), [0, 2, 1, 3, 4]), s);
    }

    private static Value Pick(NetworkBuilder b, Value parts, long index) =>
        b.Add($"part{index}", new Gather(0), [parts, b.Constant("index", Tensor.Create<long>(new TensorInfo(ElementType.Int64, Shape.Scalar), [index]))]);

    private static Value View(NetworkBuilder b, string name, Value x, params int[] sizes) =>
        b.Add(name, new Reshape(), [x, Integers(b, $"{name}/shape", [.. sizes.Select(s => (long)s)])]);

    private static Value Integers(NetworkBuilder b, string name, params long[] numbers) => b.Constant(name, Tensor.FromInt64(numbers));

    private static Value Turn(NetworkBuilder b, Value x, long[] order) => b.Add($"{x.Name}/turned", new Transpose(), [x, Integers(b, "order", order)]);

    private static IEnumerable<string> Operators(Network network) => network.Nodes.Select(n => n.Op.Name);

    /// <summary>The optimised network; its results have been compared with those of the original, bit by bit.</summary>
    private static Network Build(Func<NetworkBuilder, Value, Value> body, params int[] shape)
    {
        var builder = new NetworkBuilder("shuffled");
        builder.Output(body(builder, builder.Input("x", new TensorInfo(ElementType.Float32, Shape.Of(shape.Length == 0 ? Picture : shape)))), "y");
        Network network = builder.Build();
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram plain = runtime.Compile(network, new CompileOptions { Optimize = false }), optimized = runtime.Compile(network);
        Assert.That(Run(optimized), Is.EqualTo(Run(plain)), () => string.Join(", ", network.Nodes.Select(n => $"{n.Op.Name} {n.Outputs[0].Info.Shape}")));
        return optimized.Plan.Network;
    }

    private static float[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        Span<float> x = session.Input<float>("x");
        for (int i = 0; i < x.Length; i++) x[i] = i;
        session.Run();
        return session.Output<float>("y").ToArray();
    }
}
