using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>A network over sequences of any length.</summary>
public sealed class LengthTests
{
    private const int Width = 8;

    [Test]
    public void Each_length_is_compiled_once_and_gives_its_own_answer()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Attention(Dimension.Unknown));
        using Session session = program.CreateSession();
        int[] lengths = [.. Enumerable.Range(1, 20).OrderBy(n => n * 7 % 20)];
        var plans = new HashSet<PartitionPlan>(ReferenceEqualityComparer.Instance);
        foreach (int length in lengths.Concat(lengths).Concat(lengths.Reverse()))
        {
            float[] found = Run(session, length);
            plans.Add(session.Plan);
            using CompiledProgram fixedLength = runtime.Compile(Attention(length), new CompileOptions { Optimize = false });
            using Session other = fixedLength.CreateSession();
            Assert.That(found, Is.EqualTo(Run(other, length)).Within(1e-5f), $"length {length}");
        }

        Assert.That(plans, Has.Count.EqualTo(lengths.Length));
    }

    private static float[] Run(Session session, int length)
    {
        session.SetInputShape("x", [1, length, Width]);
        var random = new Random(length);
        foreach (ref float v in session.Input<float>("x")) v = random.NextSingle() - 0.5f;
        session.Run();
        return session.Output<float>("y").ToArray();
    }

    /// <summary>y = softmax(x x^T) x W + x: what a layer of a transformer does with a sequence.</summary>
    private static Network Attention(Dimension length)
    {
        var builder = new NetworkBuilder("attention");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [1, length, Width]));
        Value scores = builder.Add("scores", new Softmax(-1), [builder.Add("products", new MatMul { TransposeB = true }, [x, x])]);
        var random = new Random(1);
        var info = new TensorInfo(ElementType.Float32, [Width, Width]);
        Value weights = builder.Constant("weights", Tensor.Create<float>(info, [.. Enumerable.Range(0, Width * Width).Select(_ => random.NextSingle() - 0.5f)]));
        Value mixed = builder.Add("projected", new MatMul(), [builder.Add("mixed", new MatMul(), [scores, x]), weights]);
        builder.Output(builder.Add("sum", new Binary(BinaryKind.Add), [mixed, x]), "y");
        return builder.Build();
    }
}
