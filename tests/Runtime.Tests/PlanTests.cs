using Microsoft.Extensions.DependencyInjection;
using NnBridge.Backends.Cpu;
using NnBridge.DependencyInjection;
using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

public sealed class PlanTests
{
    [Test]
    public void Any_placement_gives_the_same_result_and_segments_never_wait_in_a_circle([Range(0, 19)] int seed)
    {
        Network network = Networks.Random(seed, 30);
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new ReferenceBackendFactory()).AddBackend(new Renamed()));
        float[] expected = Run(runtime, network, new CompileOptions { Backends = ["cpu.ref"] }, out _);
        var random = new Random(seed);
        var options = new CompileOptions { Backends = ["cpu.ref", "cpu.two"], Pins = [.. network.Nodes.Where(_ => random.Next(2) == 0).Select(n => new Pin(n.Name, "cpu.two"))] };
        Assert.That(Run(runtime, network, options, out PartitionPlan plan), Is.EqualTo(expected));
        var done = new HashSet<Node>();
        foreach (Segment segment in plan.Segments)
        {
            foreach (Node node in segment.Subgraph.Nodes)
            {
                Assert.That(node.Inputs.Select(v => v?.Producer).OfType<Node>().Distinct(), Is.SubsetOf(done));
                Assert.That(done.Add(node), "a node is placed once");
            }
        }

        Assert.That(done, Has.Count.EqualTo(plan.Network.Nodes.Length));
    }

    [Test]
    public void Everything_unsupported_is_listed_at_once()
    {
        var builder = new NetworkBuilder("custom");
        Value x = builder.Input("x", Networks.Vector);
        var op = new CustomOp("tflite", "MyOp", default, [Networks.Vector]);
        builder.Output(builder.Add("a", op, [builder.Add("b", op, [x])]));
        using NnRuntime runtime = Networks.CreateRuntime();
        Assert.That(() => runtime.Compile(builder.Build()), Throws.TypeOf<UnsupportedOperatorException>()
            .With.Property(nameof(UnsupportedOperatorException.Operators)).Length.EqualTo(2).And.Message.Contains("tflite:MyOp"));
    }

    [Test]
    public void An_operator_of_the_app_really_runs()
    {
        var builder = new NetworkBuilder("custom");
        Value x = builder.Input("x", Networks.Vector);
        builder.Output(builder.Add("a", new CustomOp("tflite", "Triple", default, [Networks.Vector]) { Implementation = new Triple() }, [x]));
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        using Session session = program.CreateSession();
        session.Input<float>(0).Fill(2);
        session.Run();
        Assert.That(session.Output<float>(0)[3], Is.EqualTo(6));
    }

    [Test]
    public void What_a_backend_rejects_when_compiling_is_placed_elsewhere()
    {
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new ReferenceBackendFactory()).AddBackend(new Rejecting()));
        Run(runtime, Networks.Random(7, 10), new CompileOptions { Backends = ["rejecting", "cpu.ref"] }, out PartitionPlan plan);
        Assert.That(plan.Placements.Select(p => p.Backend), Is.All.EqualTo("cpu.ref"));
        Assert.That(plan.Placements[0].Refusals.Select(r => r.Reason), Has.Some.Contains("too hot"));
    }

    [Test]
    public void The_arena_is_hardly_larger_than_what_is_alive([Range(0, 9)] int seed)
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Random(seed, 200));
        Assert.That(program.ArenaBytes, Is.LessThanOrEqualTo(program.PeakLiveBytes * 1.1));
    }

    [Test]
    public void The_container_makes_a_runtime_of_registered_parts()
    {
        using ServiceProvider provider = new ServiceCollection().AddSingleton<IBackendFactory, ReferenceBackendFactory>().AddNnBridge().BuildServiceProvider();
        Assert.That(provider.GetRequiredService<NnRuntime>().Backends.Select(b => b.Id), Does.Contain("cpu.ref"));
    }

    private static float[] Run(NnRuntime runtime, Network network, CompileOptions options, out PartitionPlan plan)
    {
        using CompiledProgram program = runtime.Compile(network, options);
        plan = program.Plan;
        using Session session = program.CreateSession();
        float[] x = [0.1f, -2, 3, 0.5f];
        x.CopyTo(session.Input<float>(0));
        session.Run();
        return [.. session.Output<float>(0), .. session.Output<float>(1)];
    }

    /// <summary>The reference backend under another name.</summary>
    private sealed class Renamed : IBackendFactory
    {
        private readonly ReferenceBackendFactory _inner = new();

        public System.Collections.Immutable.ImmutableArray<BackendInfo> Probe(out string? reason)
        {
            reason = null;
            return [new BackendInfo("cpu.two", "another name")];
        }

        public IBackend Open(BackendInfo device) => _inner.Open(device);
    }

    private sealed class Rejecting : IBackendFactory, IBackend
    {
        public BackendInfo Info { get; } = new("rejecting", "changes its mind");

        public System.Collections.Immutable.ImmutableArray<BackendInfo> Probe(out string? reason)
        {
            reason = null;
            return [Info];
        }

        public IBackend Open(BackendInfo device) => this;

        public Support Supports(Node node) => Support.Yes;

        public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) => throw new SubgraphRejectedException("too hot", [subgraph.Nodes[0]]);

        public void Dispose() { }
    }

    private sealed class Triple : ICustomOperator
    {
        public string Domain => "tflite";

        public string Code => "Triple";

        public System.Collections.Immutable.ImmutableArray<TensorInfo> InferOutputs(System.Collections.Immutable.ImmutableArray<TensorInfo?> inputs, ReadOnlyMemory<byte> options) => [inputs[0]!];

        public void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, ReadOnlyMemory<byte> options)
        {
            for (int i = 0; i < 4; i++) outputs[0].Span<float>()[i] = 3 * inputs[0].Span<float>()[i];
        }
    }
}
