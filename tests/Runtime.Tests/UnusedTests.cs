using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Networks can be built without what nobody needs.</summary>
public sealed class UnusedTests
{
    [Test]
    public void What_nobody_needs_is_left_out_and_the_rest_is_numbered_anew()
    {
        Network network = Make().Build(keepUnused: false);
        Assert.Multiple(() =>
        {
            Assert.That(network.Nodes.Select(n => n.Name), Is.EqualTo(new[] { "split", "sum" }));
            Assert.That(network.Values.Select(v => v.Name), Is.EqualTo(new[] { "x", "unread", "state", "sizes", "left", "right", "sum" }));
            Assert.That(network.Nodes.Select(n => n.Id), Is.EqualTo(new[] { 0, 1 }));
            Assert.That(network.Values.Select(v => v.Id), Is.EqualTo(Enumerable.Range(0, 7)));
            Assert.That(network.Inputs.Select(v => v.Name), Is.EqualTo(new[] { "x", "unread" }), "what a caller gives stays");
        });
    }

    [Test]
    public void Everything_stays_by_default() => Assert.That(Make().Build().Nodes, Has.Length.EqualTo(4));

    /// <summary>An output of <c>split</c> that nobody reads stays, as its node does; two nodes, one after the other, are for nothing.</summary>
    private static NetworkBuilder Make()
    {
        var builder = new NetworkBuilder("unused");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [2]));
        builder.Input("unread", new TensorInfo(ElementType.Float32, [2]));
        Value state = builder.StateInput("state", new TensorInfo(ElementType.Float32, [1]));
        Value unread = builder.Constant("constant", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [1]), [1]));
        Value half = builder.Add("half", new Binary(BinaryKind.Mul), [x, unread]);
        builder.Add("quarter", new Binary(BinaryKind.Mul), [half, unread]);
        Value sizes = builder.Constant("sizes", Tensor.FromInt64(1, 1));
        Value left = builder.AddMany("split", new Split(0, 2), [x, sizes], [new OutputSpec("left", null), new OutputSpec("right", null)])[0];
        Value sum = builder.Add("sum", new Binary(BinaryKind.Add), [left, state]);
        builder.Output(sum);
        builder.State(state, sum);
        return builder;
    }
}
