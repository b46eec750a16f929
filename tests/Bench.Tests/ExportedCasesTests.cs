using NnBridge.Bench.Contenders;
using NnBridge.Bench.Native;
using NnBridge.Conformance;
using NnBridge.Parsers.Onnx;

namespace NnBridge.Bench.Tests;

/// <summary>Every case of every operator, written as ONNX, in ONNX Runtime: an engine that knows nothing of ours.</summary>
[CancelAfter(300_000)]
public sealed class ExportedCasesTests
{
    /// <summary>What ONNX Runtime says when it has no kernel for an operator on a type: nothing to compare then.</summary>
    private static readonly string[] Lacking = ["NOT_IMPLEMENTED", "Could not find an implementation", "kernel is not supported", "are not handled"];

    private static IEnumerable<TestCaseData> Cases =>
        OpCases.All.Where(c => c.RefusedWith is null).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    [OneTimeSetUp]
    public static void Load()
    {
        if (!OrtLibrary.IsAtHand(EngineSettings.DefaultCache)) Assert.Ignore("ONNX Runtime's library is not in the cache: nothing was run; dotnet run --project bench -- compare fetches it");
        ContenderFactory.Prepare(ContenderKind.Ort, EngineSettings.DefaultCache);
    }

    [TestCaseSource(nameof(Cases))]
    public void Another_engine_agrees(OpCase @case)
    {
        string file = Path.GetTempFileName();
        try
        {
            string? problem = Problem(@case, file);
            if (OrtDeviations.All.TryGetValue(@case.ToString(), out string? why)) Assert.That(problem, Is.Not.Null, $"it agrees now, take it off the list: {why}");
            else Assert.That(problem, Is.Null);
        }
        catch (UnsupportedOperatorException e)
        {
            Assert.Ignore(e.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the engine refuses or yields otherwise; null when it agrees.</summary>
    private static string? Problem(OpCase @case, string file)
    {
        Network network = CaseRunner.Build(@case);
        using (FileStream target = File.Create(file)) new OnnxExporter().Export(network, target);
        try
        {
            IReadOnlyList<(string Name, Tensor Value)> results = Run(@case, network, file);
            return @case.Expected.Select((expected, i) => Compare(@case, expected, results[i].Value)).FirstOrDefault(p => p is not null);
        }
        catch (OrtException e)
        {
            if (Lacking.Any(e.Message.Contains)) Assert.Ignore(e.Message);
            return e.Message;
        }
    }

    private static IReadOnlyList<(string Name, Tensor Value)> Run(OpCase @case, Network network, string file)
    {
        using var session = new OrtSession(file, new OrtSessionOptions(Optimize: false));
        session.Bind([.. @case.Inputs.Where((_, i) => network.Nodes[0].Inputs[i] is { Constant: null }).Select(o => Written(o!.Tensor))]);
        session.Run();
        return session.ReadOutputs();
    }

    /// <summary>Complex numbers are pairs in the file.</summary>
    private static Tensor Written(Tensor tensor) => tensor.Info.Type != ElementType.Complex64 ? tensor
        : tensor.As(new TensorInfo(ElementType.Float32, Shape.Create([.. tensor.Info.Shape.Dimensions.Span, 2])));

    private static string? Compare(OpCase @case, Tensor expected, Tensor actual)
    {
        Tolerance tolerance = expected.Info.Quantization is not null && @case.Tolerance.Absolute < 1 ? Tolerance.QuantSteps(1) : @case.Tolerance;
        return tolerance.Compare(TensorBuffer.OfConstant(actual).ToDoubles(), TensorBuffer.OfConstant(expected).ToDoubles());
    }
}
