using NnBridge.Backends.Cpu;
using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Sums of products that are products of matrices become them; others stay; the results are the same.</summary>
public sealed class EinsumTests
{
    private static readonly Dictionary<char, int> s_sizes = new() { ['b'] = 2, ['h'] = 3, ['i'] = 5, ['j'] = 4, ['d'] = 6, ['k'] = 7, ['t'] = 1 };

    [TestCase("bhid,bhjd->bhij", true)]
    [TestCase("bhij,bhjd->bhid", true)]
    [TestCase("bhij,bhjd->bihd", true)]
    [TestCase("bihd,bjhd->bhij", true)]
    [TestCase("bid,dhk->bihk", true)]
    [TestCase("id,dj->ij", true)]
    [TestCase("di,dj->ij", true)]
    [TestCase("di,jd->ji", true)]
    [TestCase("bd,d->b", true)]
    [TestCase("bhd,bhd->b", true)]
    [TestCase("...id,...dj->...ij", true)]
    [TestCase("btd,hd->bth", true)]
    [TestCase("i,j->ij", false)]
    [TestCase("bij,bj->bij", false)]
    [TestCase("bijk,bj->bi", false)]
    [TestCase("ii,ij->ij", false)]
    public void Products_of_matrices_are_found(string equation, bool found)
    {
        string[] terms = equation.Split("->")[0].Split(',');
        var builder = new NetworkBuilder("einsum");
        Value a = builder.Input("a", Info(terms[0])), b = builder.Input("b", Info(terms[1]));
        builder.Output(builder.Add("y", new Einsum(equation), [a, b]));
        Network network = builder.Build();
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        using CompiledProgram plain = runtime.Compile(network, new CompileOptions { Optimize = false, Backends = ["cpu.ref"] }), optimized = runtime.Compile(network);
        Assert.That(optimized.Plan.Network.Nodes.Any(n => n.Op is Einsum), Is.EqualTo(!found));
        Assert.That(optimized.Plan.Network.Outputs[0].Info.Shape, Is.EqualTo(network.Outputs[0].Info.Shape));
        Assert.That(Run(optimized), Is.EqualTo(Run(plain)).Within(1e-5));
    }

    private static TensorInfo Info(string term) =>
        new(ElementType.Float32, Shape.Of([.. term.Replace("...", "bh", StringComparison.Ordinal).Select(l => s_sizes[l])]));

    private static float[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        var random = new Random(8);
        for (int i = 0; i < 2; i++) foreach (ref float x in session.Input<float>(i)) x = random.NextSingle() - 0.5f;
        session.Run();
        return session.Output<float>(0).ToArray();
    }
}
