using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Copies of nodes: what was inferred is taken over only where it still holds.</summary>
public sealed class CopyTests
{
    [Test]
    public void A_copy_on_the_same_operands_has_the_same_results()
    {
        Node node = Doubled([2, 3]);
        var builder = new NetworkBuilder("copy");
        Value copy = builder.AddCopy(node, [builder.Input("x", node.Input(0).Info), builder.Constant("two", node.Input(1).Constant!)])[0];
        Assert.That((copy.Name, copy.Info, copy.Producer!.Op), Is.EqualTo((node.Outputs[0].Name, node.Outputs[0].Info, node.Op)));
    }

    [Test]
    public void A_copy_on_other_operands_is_inferred_anew()
    {
        Node node = Doubled([2, 3]);
        var builder = new NetworkBuilder("copy");
        Value copy = builder.AddCopy(node, [builder.Input("x", new TensorInfo(ElementType.Float32, [5])), builder.Constant("two", node.Input(1).Constant!)])[0];
        Assert.That(copy.Info.Shape, Is.EqualTo(Shape.Of(5)));
    }

    [Test]
    public void A_copy_on_operands_that_do_not_fit_is_refused()
    {
        Node node = Doubled([2, 3]);
        var builder = new NetworkBuilder("copy");
        Value x = builder.Input("x", new TensorInfo(ElementType.Int32, [2, 3])), two = builder.Constant("two", node.Input(1).Constant!);
        Assert.That(() => builder.AddCopy(node, [x, two]), Throws.TypeOf<InvalidNetworkException>());
        Assert.That(() => builder.AddCopy(node, [node.Input(0), node.Input(1)]), Throws.TypeOf<InvalidNetworkException>().With.Message.Contains("another network"));
    }

    [Test]
    public void A_long_chain_of_transpositions_comes_to_nothing()
    {
        var builder = new NetworkBuilder("chain");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [2, 3, 4]));
        Value order = builder.Constant("order", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [3]), [1, 2, 0]));
        // Three turns make a whole one; functions between keep them apart.
        for (int i = 0; i < 300; i++)
        {
            x = builder.Add($"turn{i}", new Transpose(), [x, order]);
            x = builder.Add($"function{i}", new Unary(UnaryKind.Sin), [x]);
        }

        builder.Output(x);
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        Assert.That(program.Plan.Network.Nodes.Select(n => n.Op.Name).Distinct(), Is.EqualTo(new[] { nameof(Unary) }));
    }

    private static Node Doubled(Shape shape)
    {
        var builder = new NetworkBuilder("original");
        Value two = builder.Float("two", 2);
        return builder.Add("double", new Binary(BinaryKind.Mul), [builder.Input("x", new TensorInfo(ElementType.Float32, shape)), two]).Producer!;
    }
}
