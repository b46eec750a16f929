using System.Collections.Immutable;
using NnBridge.Backends.Cpu;
using NnBridge.Runtime;

namespace NnBridge.Ops.Tests;

/// <summary>What is said of backends is so: what they accept they run, what they refuse is refused with their reason, and who breaks a promise is found out.</summary>
public sealed class ConformanceTests
{
    private static readonly CpuBackendFactory Factory = new();

    private static readonly OpCase Doubled = new OpCase("doubled", new Binary(BinaryKind.Add))
        .Input<float>([2], 1, 2).Input<float>([2], 1, 2).Expect<float>([2], 2, 4);

    private static IEnumerable<string> Ids => Factory.Probe(out _).Select(b => b.Id);

    [TestCaseSource(nameof(Ids))]
    public void No_case_fails(string id)
    {
        using IBackend backend = Open(id);
        Assert.That(BackendConformance.CheckAll(backend).Where(o => o.Verdict == CaseVerdict.Failed).Select(o => $"{o.Case}: {o.Reason}"), Is.Empty);
    }

    [TestCaseSource(nameof(Ids))]
    public void What_a_backend_refuses_the_runtime_refuses_with_its_reason(string id)
    {
        using IBackend backend = Open(id);
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(Factory));
        foreach (CaseOutcome outcome in BackendConformance.CheckAll(backend).Where(o => o.Verdict == CaseVerdict.Refused))
            Assert.That(Refusal(runtime, outcome.Case, id), Is.Null.Or.Contains(
                outcome.Reason == BackendConformance.NeedsDynamicShapes ? "the backend needs known ones" : outcome.Reason!), outcome.Case.ToString());
    }

    [Test]
    public void A_right_result_passes() => Assert.That(Check(new Backend()).Verdict, Is.EqualTo(CaseVerdict.Passed));

    [Test]
    public void A_refusal_needs_a_reason() => Assert.That(Check(new Backend { Answer = _ => Support.No(" ") }).Reason, Is.EqualTo("refuses without a reason"));

    [Test]
    public void An_answer_must_stay_the_same() =>
        Assert.That(Check(new Backend { Answer = count => count % 2 == 0 ? Support.Yes : Support.No("not today") }).Reason, Does.Contain("twice"));

    [Test]
    public void A_wrong_result_fails() =>
        Assert.That(Check(new Backend { Work = (_, y) => y.Fill(3) }).Reason, Does.Contain("element 1 is 3, expected 4").Or.Contain("element 0 is 3, expected 2"));

    [Test]
    public void A_result_that_was_not_written_fails() => Assert.That(Check(new Backend { Work = (_, _) => { } }).Verdict, Is.EqualTo(CaseVerdict.Failed));

    [Test]
    public void What_is_thrown_is_a_failure() =>
        Assert.That(Check(new Backend { Work = (_, _) => throw new NotImplementedException("later") }).Reason, Is.EqualTo("NotImplementedException: later"));

    [Test]
    public void Inputs_must_stay_as_they_are()
    {
        // The contract hands out writable memory for both.
        var backend = new Backend { Meddle = x => x[0] = 7 };
        Assert.That(Check(backend).Reason, Does.Contain("input 0 was written to"));
    }

    /// <summary>Why the runtime cannot run a case on one backend alone; null when nothing is left to run, as all of it is constant.</summary>
    private static string? Refusal(NnRuntime runtime, OpCase @case, string id)
    {
        try
        {
            using CompiledProgram program = runtime.Compile(CaseRunner.Build(@case), new CompileOptions { Backends = [id], Optimize = false });
            return program.Plan.Placements.IsEmpty ? null : "was accepted";
        }
        catch (UnsupportedOperatorException e)
        {
            return e.Message;
        }
    }

    private static IBackend Open(string id) => Factory.Open(Factory.Probe(out _).Single(b => b.Id == id));

    private static CaseOutcome Check(IBackend backend) => BackendConformance.Check(backend, Doubled);

    private delegate void Work(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>Adds two vectors, or does what a test wants.</summary>
    private sealed class Backend : IBackend, ICompiledSubgraph, ISubgraphExecutor
    {
        private int _asked;

        public Func<int, Support> Answer { get; init; } = _ => Support.Yes;

        public Work Work { get; init; } = (x, y) =>
        {
            for (int i = 0; i < y.Length; i++) y[i] = 2 * x[i];
        };

        public Action<Span<float>>? Meddle { get; init; }

        public BackendInfo Info { get; } = new("test", "a test's own");

        public long WorkspaceBytes => 0;

        public Support Supports(Node node) => Answer(_asked++);

        public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) => this;

        public ISubgraphExecutor CreateExecutor(Memory<byte> workspace) => this;

        public void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, RunContext context)
        {
            Work(inputs[0].Span<float>(), outputs[0].Span<float>());
            Meddle?.Invoke(inputs[0].Span<float>());
        }

        public void Dispose() { }
    }
}
