using NnBridge.Backends.Cpu;

namespace NnBridge.Ops.Tests.Agreement;

/// <summary>The fast backend gives what the reference gives, on shapes that nobody chose.</summary>
public sealed class AgreementTests
{
    private static IEnumerable<TestCaseData> Cases => RandomShapes.All.Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    private static IEnumerable<TestCaseData> Integers =>
        RandomShapes.AllIntegers.Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    [TestCaseSource(nameof(Cases))]
    public void The_fast_backend_agrees_with_the_reference(OpCase @case) => Compare(@case, new CpuBackendFactory());

    [TestCaseSource(nameof(Integers))]
    public void The_fast_backend_agrees_with_the_reference_without_emitted_code(OpCase @case) =>
        Compare(@case, new CpuBackendFactory { AllowsEmittedCode = false });

    private static void Compare(OpCase @case, CpuBackendFactory factory)
    {
        using IBackend fast = factory.Open(factory.Probe(out _)[0]), reference = factory.Open(factory.Probe(out _)[1]);
        Network network = CaseRunner.Build(@case);
        TensorBuffer[] expected = CaseRunner.Run(reference, network, @case, out string? refusal) ?? throw new InvalidOperationException(refusal);
        foreach (int threads in new[] { 1, 3 })
        {
            TensorBuffer[]? actual = CaseRunner.Run(fast, network, @case, out string? reason, misaligned: true, threads);
            Assert.That(reason, Is.Null);
            for (int i = 0; i < expected.Length; i++)
                Assert.That(@case.Tolerance.Compare(actual![i].ToDoubles(), expected[i].ToDoubles()), Is.Null, $"output {i} with {threads} thread(s)");
        }
    }
}
