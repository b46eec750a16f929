using NnBridge.Cli.Golden;
using NnBridge.Runtime;
using NnBridge.TestKit;

namespace NnBridge.Cli.Tests;

/// <summary>Real models with outputs of an independent engine, where the corpus is at hand.</summary>
[CancelAfter(300_000)]
public sealed class CorpusTests
{
    private const string NotAtHand = "the corpus of real models is not beside the checkout: nothing was run";

    /// <summary>Expects the rounding of ONNX Runtime without optimisation; with it, that engine gives what this one does.</summary>
    private static readonly string[] s_knownFailures = ["face_yunet_n_320_qdq_int8/case0"];

    private static IEnumerable<TestCaseData> Cases() =>
        from folder in Folders().Concat(SharedCorpus.Folder("onnx") is { } onnx ? [onnx] : [])
        from golden in CaseFinder.Find(folder)
        from precision in (Precision[])[Precision.Strict, Precision.High]
        select new TestCaseData(golden, precision).SetArgDisplayNames(golden.Name, $"{precision}");

    private static IEnumerable<string> Models() =>
        Folders().SelectMany(f => Directory.EnumerateFiles(f, "model.*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Folders() => SharedCorpus.Folder("tflite") is { } folder ? [folder] : [];

    [TestCaseSource(nameof(Cases))]
    public void A_model_gives_what_the_other_engine_gave(object golden, Precision precision)
    {
        // Of high precision, the part that every processor has is near enough to float32 for these tolerances.
        using NnRuntime runtime = CliHost.CreateRuntime(mayEmit: precision == Precision.Strict);
        var one = (GoldenCase)golden;
        CaseResult result = new CaseVerifier(runtime, [], precision).Verify(one, CancellationToken.None);
        Assert.That(result.Status, Is.EqualTo(s_knownFailures.Contains(one.Name) ? CaseResult.Fail : CaseResult.Pass), result.Reason);
    }

    [Test]
    public void Every_node_has_an_answer_from_every_backend()
    {
        using NnRuntime runtime = CliHost.CreateRuntime();
        string[] backends = [.. runtime.Backends.Select(b => b.Id)];
        int seen = 0;
        foreach (string model in Models())
        {
            using CompiledProgram program = runtime.Compile(runtime.Load(model));
            foreach (Placement placement in program.Plan.Placements)
            {
                seen++;
                Assert.That(placement.Accepted.Concat(placement.Refusals.Select(r => r.Backend)), Is.SupersetOf(backends), $"{model}, {placement.Node}");
                Assert.That(placement.Refusals.Select(r => r.Reason), Has.None.Empty, $"{model}, {placement.Node}");
            }
        }

        if (seen == 0) Assert.Ignore(NotAtHand);
    }

    [Test]
    public void The_arena_of_a_real_model_is_hardly_larger_than_what_is_alive()
    {
        using NnRuntime runtime = CliHost.CreateRuntime();
        int seen = 0;
        foreach (string model in Models())
        {
            using CompiledProgram program = runtime.Compile(runtime.Load(model));
            seen++;
            Assert.That(program.ArenaBytes, Is.LessThanOrEqualTo((long)(1.1 * program.PeakLiveBytes)), model);
        }

        if (seen == 0) Assert.Ignore(NotAtHand);
    }
}
