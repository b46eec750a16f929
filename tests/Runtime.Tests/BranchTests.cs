using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Branches whose condition is known once shapes are.</summary>
public sealed class BranchTests
{
    [TestCase(1, 4)]
    [TestCase(3, 12)]
    public void The_branch_that_a_size_decides_for_is_all_that_is_left(int rows, int results)
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(OneRow(Doubled("several", wide: false)));
        using Session session = program.CreateSession();
        session.SetInputShape("x", [rows, 4]);
        session.Input<float>("x").Fill(1);
        session.Run();
        Assert.That(session.Output<float>("y").ToArray(), Is.EqualTo(Enumerable.Repeat(rows == 1 ? 1f : 2f, results)));
        using CompiledProgram known = runtime.Compile(OneRow(Doubled("several", wide: false), rows));
        Assert.That(known.Plan.Placements.Select(p => p.Node.Op), Has.None.TypeOf<If>());
        Assert.That(known.Plan.Network.Outputs[0].Info.Shape.Rank, Is.EqualTo(rows == 1 ? 1 : 2));
    }

    [Test]
    public void A_branch_that_does_not_fit_the_shapes_fails_only_when_it_is_taken()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        var builder = new NetworkBuilder("either");
        Value flag = builder.Input("flag", new TensorInfo(ElementType.Bool, [1])), x = builder.Input("x", new TensorInfo(ElementType.Float32, [Dimension.Unknown, 4]));
        builder.Output(builder.Add("if", new If(Doubled("then", wide: false), Doubled("else", wide: true)), [flag, x]), "y");
        using CompiledProgram program = runtime.Compile(builder.Build());
        using Session session = program.CreateSession();
        session.SetInputShape("x", [2, 4]);
        session.Input<float>("x").Fill(3);
        session.Input<bool>("flag")[0] = true;
        session.Run();
        Assert.That(session.Output<float>("y").ToArray(), Is.EqualTo(Enumerable.Repeat(6f, 8)));
        session.Input<bool>("flag")[0] = false;
        Assert.That(() => session.Run(), Throws.InstanceOf<NnBridgeException>());
    }

    /// <summary>y = x without its first dimension when that is 1, else what the other branch says.</summary>
    private static Network OneRow(Network several, int rows = -1)
    {
        var builder = new NetworkBuilder("one row");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [rows < 0 ? Dimension.Unknown : rows, 4]));
        Value size = builder.Add("size", new Gather(0), [builder.Add("shape", new ShapeOf(ElementType.Int64), [x]), builder.Constant("first", Tensor.FromInt64([0]))]);
        Value isOne = builder.Add("is one", new Comparison(ComparisonKind.Equal), [size, builder.Constant("one", Tensor.FromInt64([1]))]);
        builder.Output(builder.Add("if", new If(Squeezed(), several), [isOne, x]), "y");
        return builder.Build();
    }

    private static Network Squeezed()
    {
        var builder = new NetworkBuilder("squeezed");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [Dimension.Unknown, 4]));
        builder.Output(builder.Add("y", new Squeeze(), [x, builder.Constant("axis", Tensor.FromInt64([0]))]));
        return builder.Build();
    }

    /// <summary>2 x; a wide one adds a row of seven, which only fits vectors that nobody gives it.</summary>
    private static Network Doubled(string name, bool wide)
    {
        var builder = new NetworkBuilder(name);
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, wide ? Shape.Unranked : [Dimension.Unknown, 4]));
        Value y = builder.Add("y", new Binary(BinaryKind.Add), [x, x]);
        builder.Output(wide ? builder.Add("z", new Binary(BinaryKind.Add), [y, builder.Float("seven", 1, 2, 3, 4, 5, 6, 7)]) : y);
        return builder.Build();
    }
}
