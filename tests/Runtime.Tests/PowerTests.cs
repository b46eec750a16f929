using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>A constant power of 2 is a square; others stay powers.</summary>
public sealed class PowerTests
{
    [Test]
    public void The_power_of_two_becomes_a_square() => Check(b => b.Float("exponent", 2), UnaryKind.Square, 4, 9, 0.25f, 0);

    [Test]
    public void Another_power_stays() => Check(b => b.Float("exponent", 3), null, -8, 27, 0.125f, 0);

    [Test]
    public void Several_powers_stay() => Check(b => b.Float("exponent", 2, 2, 2, 3), null, 4, 9, 0.25f, 0);

    [Test]
    public void An_exponent_of_more_dimensions_gives_the_result_its_shape()
    {
        var builder = new NetworkBuilder("power");
        Value exponent = builder.Constant("exponent", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [1, 1]), [2]));
        builder.Output(builder.Add("y", new Binary(BinaryKind.Pow), [builder.Input("x", Networks.Vector), exponent]));
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        Assert.That(program.Plan.Network.Outputs[0].Info.Shape, Is.EqualTo(Shape.Of(1, 4)));
    }

    private static void Check(Func<NetworkBuilder, Value> exponent, UnaryKind? kind, params float[] expected)
    {
        var builder = new NetworkBuilder("power");
        builder.Output(builder.Add("y", new Binary(BinaryKind.Pow), [builder.Input("x", Networks.Vector), exponent(builder)]));
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        Assert.That((program.Plan.Network.Nodes.Single().Op as Unary)?.Kind, Is.EqualTo(kind));
        using Session session = program.CreateSession();
        ((float[])[-2, 3, 0.5f, 0]).CopyTo(session.Input<float>(0));
        session.Run();
        Assert.That(session.Output<float>(0).ToArray(), Is.EqualTo(expected).Within(1e-6f));
    }
}
