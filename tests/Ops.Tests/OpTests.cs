using NnBridge.Backends.Cpu;

namespace NnBridge.Ops.Tests;

/// <summary>The matrix: every case on every backend.</summary>
[TestFixtureSource(nameof(Backends))]
public sealed class OpTests(IBackendFactory factory)
{
    public static IEnumerable<TestFixtureData> Backends { get; } =
    [
        new TestFixtureData(new ReferenceBackendFactory()).SetArgDisplayNames(ReferenceBackendFactory.Id),
        new TestFixtureData(new CpuBackendFactory()).SetArgDisplayNames(CpuBackendFactory.SimdId),
    ];

    private static IEnumerable<TestCaseData> Runnable =>
        OpCases.All.Where(c => c.RefusedWith is null).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    private static IEnumerable<TestCaseData> Dynamic =>
        OpCases.All.Where(c => c.RefusedWith is null && c.AlsoDynamic).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    private static IEnumerable<TestCaseData> Refused =>
        OpCases.All.Where(c => c.RefusedWith is not null).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    [TestCaseSource(nameof(Runnable))]
    public void Gives_the_expected_result(OpCase @case) => Check(@case, CaseRunner.Build(@case));

    [TestCaseSource(nameof(Runnable))]
    public void Gives_the_expected_result_at_odd_addresses(OpCase @case) => Check(@case, CaseRunner.Build(@case), misaligned: true);

    [TestCaseSource(nameof(Dynamic))]
    public void Gives_the_expected_result_with_unknown_dimensions(OpCase @case)
    {
        using IBackend backend = Open();
        if (backend is not IDynamicShapes) Assert.Ignore("the backend takes known shapes only");
        Check(@case, CaseRunner.Build(@case, i => i with { Shape = Shape.OfRank(i.Shape.Rank) }, constants: false));
    }

    [TestCaseSource(nameof(Dynamic))]
    public void Inference_with_less_known_agrees_with_the_result(OpCase @case)
    {
        foreach (bool constants in new[] { true, false })
            foreach (bool ranked in new[] { true, false })
            {
                Network network = CaseRunner.Build(
                    @case, i => i with { Shape = ranked ? Shape.OfRank(i.Shape.Rank) : Shape.Unranked }, constants);
                for (int i = 0; i < @case.Expected.Count; i++)
                {
                    TensorInfo inferred = network.Outputs[i].Info, expected = @case.Expected[i].Info;
                    Assert.That(inferred.Type, Is.EqualTo(expected.Type));
                    Assert.That(inferred.Shape.IsCompatibleWith(expected.Shape), $"inferred {inferred}, expected {expected}");
                }
            }
    }

    [TestCaseSource(nameof(Refused))]
    public void Is_refused_with_a_reason(OpCase @case) =>
        Assert.That(() => CaseRunner.Build(@case), Throws.TypeOf<InvalidNetworkException>().With.Message.Contains(@case.RefusedWith!));

    private IBackend Open() => factory.Open(factory.Probe(out _)[0]);

    private void Check(OpCase @case, Network network, bool misaligned = false)
    {
        using IBackend backend = Open();
        TensorBuffer[]? results = CaseRunner.Run(backend, network, @case, out string? reason, misaligned);
        if (results is null)
        {
            if (backend.Info.Id == ReferenceBackendFactory.Id) Assert.Fail($"the reference backend must run it: {reason}");
            Assert.Ignore(reason!);
        }

        Assert.That(@case.Compare(results!), Is.Null);
    }
}
