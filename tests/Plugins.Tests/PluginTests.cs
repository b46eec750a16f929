using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu;
using NnBridge.Conformance;
using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Plugins.Tests;

[NonParallelizable]
public sealed class PluginTests
{
    private PluginStage _stage = null!;

    [SetUp]
    public void SetUp() => _stage = new PluginStage();

    [TearDown]
    public void TearDown() => _stage.Dispose();

    [Test]
    public void A_plugin_from_a_folder_runs_what_it_can_and_says_why_not()
    {
        _stage.Add("NnBridge.Plugins.Limited", "limited");
        using NnRuntime runtime = CreateRuntime();
        Assert.That(runtime.Plugins.Single().IsLoaded, runtime.Plugins.Single().Reason);
        using CompiledProgram program = runtime.Compile(Chain(), new CompileOptions { Backends = ["limited", "cpu.ref"] });
        Assert.That(program.Plan.Placements.Select(p => p.Backend), Is.EqualTo(new[] { "limited", "cpu.ref", "limited" }));
        Assert.That(program.Plan.Placements[1].Refusals.Single(r => r.Backend == "limited").Reason, Does.Contain("Unary is not among"));
        Assert.That(Run(program), Is.EqualTo(RunOn("cpu.ref", runtime)));
    }

    [Test]
    public void A_second_copy_of_a_backend_runs_half_of_a_network()
    {
        _stage.Add("NnBridge.Backends.Cpu", "copy");
        using NnRuntime runtime = CreateRuntime();
        Assert.That(runtime.Backends.Select(b => b.Id), Does.Contain("cpu/cpu.ref"), string.Join("; ", runtime.Plugins));
        var options = new CompileOptions { Backends = ["cpu.ref", "cpu/cpu.ref"], Pins = [new Pin("exp", "cpu/cpu.ref")] };
        using CompiledProgram program = runtime.Compile(Chain(), options);
        Assert.That(program.Plan.Segments.Select(s => s.Backend), Is.EqualTo(new[] { "cpu.ref", "cpu/cpu.ref", "cpu.ref" }));
        Assert.That(Run(program), Is.EqualTo(RunOn("cpu.ref", runtime)));
    }

    [Test]
    public void Refusals_name_both_sides_and_the_rest_keeps_working()
    {
        _stage.AddFaulty("wrong-abi", "ThrowingFactory", abi: "9.0");
        _stage.AddFaulty("throws", "ThrowingFactory");
        _stage.AddFaulty("no-native", "MissingNativeFactory");
        _stage.AddFaulty("outside", "ThrowingFactory", assembly: "../limited/NnBridge.Plugins.Limited.dll");
        _stage.AddFaulty("twice-a", "FailingFactory", id: "twice");
        _stage.AddFaulty("twice-b", "FailingFactory", id: "twice");
        _stage.AddFaulty("no-type", "NoSuchFactory");
        PluginStage.WriteManifest(_stage.Add("NnBridge.TestPlugins.Faulty", "misspelt"), new { id = "misspelt", version = "1", abi = "1.0", assembly = "x.dll", entryType = "X", prioritty = 1 });
        _stage.Add("NnBridge.Plugins.Limited", "limited");
        using NnRuntime runtime = CreateRuntime();
        string Reason(string folder) => runtime.Plugins.Single(p => Path.GetFileName(p.Folder) == folder).Reason ?? "loaded";
        Assert.Multiple(() =>
        {
            Assert.That(Reason("wrong-abi"), Does.Contain("contract 9.0").And.Contain("this host has 1.0"));
            Assert.That(Reason("throws"), Does.Contain("the constructor failed on purpose"));
            Assert.That(Reason("no-native"), Does.Contain("nnbridge_no_such_driver"));
            Assert.That(Reason("outside"), Does.Contain("outside of the plugin's folder"));
            Assert.That(Reason("twice-b"), Does.Contain("another plugin has the id 'twice'"));
            Assert.That(Reason("no-type"), Does.Contain("NoSuchFactory' is not in"));
            Assert.That(Reason("misspelt"), Does.Contain("prioritty"));
            Assert.That(Reason("limited"), Is.EqualTo("loaded"));
            Assert.That(RunOn("limited,cpu.ref", runtime), Is.EqualTo(RunOn("cpu.ref", runtime)));
        });
    }

    [Test]
    public void What_a_plugin_throws_is_told_apart_by_its_id()
    {
        _stage.AddFaulty("fails", "FailingFactory");
        using NnRuntime runtime = CreateRuntime();
        Assert.That(() => runtime.Compile(Chain()), Throws.TypeOf<BackendException>().With.Message.Contains("failing: InvalidOperationException: asked about a node"));
    }

    [Test]
    public void The_cases_of_all_operators_run_on_a_plugin()
    {
        _stage.Add("NnBridge.Plugins.Limited", "limited");
        using NnRuntime runtime = CreateRuntime();
        CaseOutcome[] outcomes = [.. BackendConformance.CheckAll(runtime.GetBackend("limited"))];
        Assert.That(outcomes.Where(o => o.Verdict == CaseVerdict.Failed).Select(o => $"{o.Case}: {o.Reason}"), Is.Empty);
        Assert.That(outcomes.Select(o => o.Verdict), Does.Contain(CaseVerdict.Passed).And.Contain(CaseVerdict.Refused));
    }

    [Test]
    public void A_plugin_that_breaks_its_promise_fails_the_cases()
    {
        _stage.AddFaulty("fails", "FailingFactory");
        using NnRuntime runtime = CreateRuntime();
        CaseOutcome[] outcomes = [.. BackendConformance.CheckAll(runtime.GetBackend("failing"))];
        Assert.That(outcomes.Where(o => o.Reason != BackendConformance.NeedsDynamicShapes).Select(o => (o.Verdict, o.Reason)).Distinct(),
            Is.EqualTo(new[] { (CaseVerdict.Failed, "InvalidOperationException: asked about a node") }));
    }

    [Test]
    public void A_plugin_is_unloaded_with_its_runtime()
    {
        _stage.Add("NnBridge.Plugins.Limited", "limited");
        WeakReference plugin = LoadAndDispose();
        for (int i = 0; i < 10 && plugin.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(plugin.IsAlive, Is.False);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadAndDispose()
    {
        using NnRuntime runtime = CreateRuntime();
        RunOn("limited,cpu.ref", runtime);
        return new WeakReference(AppDomain.CurrentDomain.GetAssemblies().Last(a => a.GetName().Name == "NnBridge.Plugins.Limited"));
    }

    private NnRuntime CreateRuntime() =>
        NnRuntime.Create(new NnRuntimeOptions().AddBackend(new ReferenceBackendFactory()).AddPluginFolder(_stage.Folder));

    private static float[] RunOn(string backends, NnRuntime runtime)
    {
        using CompiledProgram program = runtime.Compile(Chain(), new CompileOptions { Backends = backends.Split(',').ToValueList() });
        return Run(program);
    }

    private static float[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        float[] input = [-1, 0.5f, 2, 3];
        input.CopyTo(session.Input<float>("x"));
        session.Run();
        return session.Output<float>(0).ToArray();
    }

    private static Network Chain()
    {
        var builder = new NetworkBuilder("chain");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [4]));
        Value sum = builder.Add("add", new Binary(BinaryKind.Add), [x, x]);
        Value exp = builder.Add("exp", new Unary(UnaryKind.Exp), [sum]);
        builder.Output(builder.Add("mul", new Binary(BinaryKind.Mul), [exp, sum]));
        return builder.Build();
    }
}
