using NnBridge.Ops;
using NnBridge.Runtime;
using static NnBridge.Backends.Cpu.Tests.SimdNetwork;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Weights that a file holds in another order are packed from there: results are those of the same weights in order, to the last bit.</summary>
public sealed class StoredWeightsTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        var same = new Convolution([1, 1], [1, 1], Padding.SameUpper);
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            yield return Case("inputs first", precision, same, [1, 9, 11, 64], [64, 3, 3, 64], 0, 3, 1, 2);
            yield return Case("outputs last", precision, same, [1, 9, 11, 64], [72, 3, 3, 64], 1, 2, 3, 0);
            yield return Case("sides exchanged", precision, same, [1, 9, 11, 40], [72, 3, 5, 40], 0, 2, 1, 3);
            yield return Case("groups", precision, same with { Groups = 2 }, [2, 5, 7, 96], [96, 3, 3, 48], 0, 3, 1, 2);
            yield return Case("first layer", precision, same, [1, 12, 10, 3], [128, 7, 7, 3], 0, 3, 1, 2);
            yield return Case("along a line", precision, new Convolution([2], [1], Padding.Valid), [1, 33, 64], [70, 5, 64], 0, 2, 1);
            yield return Case("in space", precision, new Convolution([1, 1, 1], [1, 1, 1], Padding.SameUpper), [1, 4, 5, 6, 32], [40, 3, 3, 3, 32], 0, 4, 1, 2, 3);
            yield return Case("fully connected", precision, new FullyConnected { KeepDimensions = true }, [7, 190], [130, 190], 1, 0);
            yield return Case("one row", precision, new FullyConnected { KeepDimensions = true }, [1, 190], [130, 190], 1, 0);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Give_the_results_of_weights_in_order(Precision precision, Op op, Shape input, Shape weights, int[] storedAxes)
    {
        var random = new Random(1);
        float[] inOrder = Numbers(random, weights), x = Numbers(random, input);
        Network ordered = Build(op, input, b => b.Constant("w", Constant(weights, inOrder)));
        Network stored = Build(op, input, b =>
        {
            (Shape shape, float[] numbers) = Stored(weights.ToArray(), inOrder, storedAxes);
            long[] back = [.. Enumerable.Range(0, weights.Rank).Select(axis => (long)Array.IndexOf(storedAxes, axis))];
            return b.Add("turned", new Transpose(), [b.Constant("w", Constant(shape, numbers)), b.Constant("order", Tensor.FromInt64(back))]);
        });

        float[] fromThere = Run(stored, x, precision, look: p => Assert.That(WeightsOf(p).TransposedFrom, Is.Not.Null));
        Assert.That(fromThere, Is.EqualTo(Run(ordered, x, precision, look: p => Assert.That(WeightsOf(p).TransposedFrom, Is.Null))));
    }

    [Test]
    public void A_transposition_that_does_not_fit_is_refused()
    {
        Tensor source = Constant([2, 3], new float[6]);
        Assert.Multiple(() =>
        {
            Assert.That(With([3, 2], [1, 0]).TransposedFrom!.Source, Is.SameAs(source));
            Assert.That(() => With([2, 3], [1, 0]), Throws.ArgumentException.With.Message.Contains("no transposition"));
            Assert.That(() => With([3, 2], [1]), Throws.ArgumentException);
            Assert.That(() => With([3, 2], [1, 2]), Throws.ArgumentException);
            Assert.That(() => With([3, 3], [1, 1]), Throws.ArgumentException);
        });

        Tensor With(Shape shape, int[] axes) => new(new TensorInfo(ElementType.Float32, shape), new byte[shape.ElementCount * sizeof(float)])
        {
            TransposedFrom = new Transposition(source, axes.ToValueList()),
        };
    }

    /// <summary>The numbers in an order in which dimension i is dimension <paramref name="axes"/>[i] of those given.</summary>
    private static (Shape Shape, float[] Numbers) Stored(int[] sizes, float[] numbers, int[] axes)
    {
        int[] stored = [.. axes.Select(a => sizes[a])];
        var moved = new float[numbers.Length];
        var at = new int[sizes.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            for (int axis = stored.Length - 1, rest = i; axis >= 0; rest /= stored[axis--]) at[axes[axis]] = rest % stored[axis];
            int from = 0;
            for (int axis = 0; axis < sizes.Length; axis++) from = (from * sizes[axis]) + at[axis];
            moved[i] = numbers[from];
        }

        return (Shape.Create([.. stored.Select(s => (Dimension)s)]), moved);
    }

    private static Network Build(Op op, Shape input, Func<NetworkBuilder, Value> weights)
    {
        var builder = new NetworkBuilder("stored");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, input));
        builder.Output(builder.Add("y", op, [x, weights(builder)]));
        return builder.Build();
    }

    private static Tensor WeightsOf(CompiledProgram program) => program.Plan.Network.Nodes.Single().Constant(1)!;

    private static Tensor Constant(Shape shape, float[] numbers) => Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape), numbers);

    private static TestCaseData Case(string name, Precision precision, Op op, Shape input, Shape weights, params int[] storedAxes) =>
        new TestCaseData(precision, op, input, weights, storedAxes).SetArgDisplayNames($"{name}, {precision}");
}
