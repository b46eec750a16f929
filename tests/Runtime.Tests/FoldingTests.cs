using NnBridge.Backends.Cpu;
using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>What does not depend on inputs is computed once, also where numbers decide how large it is.</summary>
public sealed class FoldingTests
{
    [Test]
    public void Shapes_that_depend_on_constant_numbers_are_known()
    {
        var builder = new NetworkBuilder("picked");
        Value mask = builder.Constant("mask", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [5]), [0, 7, 0, 1, 2]));
        Value places = builder.Add("places", new NonZero(ElementType.Int64), [mask]);
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [5, 2]));
        builder.Output(builder.Add("y", new GatherNd(), [x, places]));
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        using CompiledProgram program = runtime.Compile(builder.Build());
        Assert.That(program.Plan.Network.Nodes.Select(n => n.Op.Name), Is.EqualTo(new[] { nameof(GatherNd) }));
        Assert.That(program.Plan.Network.Outputs[0].Info.Shape, Is.EqualTo(Shape.Of([3, 2])));
        using Session session = program.CreateSession();
        float[] numbers = [0, 1, 10, 11, 20, 21, 30, 31, 40, 41];
        numbers.CopyTo(session.Input<float>(0));
        session.Run();
        Assert.That(session.Output<float>(0).ToArray(), Is.EqualTo(new float[] { 10, 11, 30, 31, 40, 41 }));
    }
}
