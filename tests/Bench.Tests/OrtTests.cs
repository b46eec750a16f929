using System.Collections.Immutable;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Models;
using NnBridge.Bench.Native;
using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Tests;

/// <summary>ONNX Runtime through its C interface, where its library has been fetched.</summary>
[CancelAfter(300_000)]
public sealed class OrtTests
{
    private static readonly string[] IntegerKernels =
        ["QLinearConv", "QGemm", "QLinearAdd", "QLinearGlobalAveragePool", "NhwcMaxPool", "QuantizeLinear", "DequantizeLinear", "Transpose", "Flatten"];

    private string _folder = "";

    [OneTimeSetUp]
    public static void Load()
    {
        if (!OrtLibrary.IsAtHand(EngineSettings.DefaultCache)) Assert.Ignore("ONNX Runtime's library is not in the cache: nothing was run; dotnet run --project bench -- compare fetches it");
        ContenderFactory.Prepare(ContenderKind.Ort, EngineSettings.DefaultCache);
    }

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("nnbridge-bench").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_file_of_ours_gives_what_its_operators_say()
    {
        var maker = new GraphMaker(seed: 1);
        string x = maker.Input("x", 2, 2);
        string product = maker.Add("MatMul", [x, maker.Constant(ElementType.Float32, [1f, 2, 3, 4], 2, 2)], [2, 2]);
        maker.Output(maker.Relu6(product), "y");
        using OrtContender engine = Engine(maker.Graph);
        engine.Run();
        engine.Run();
        ReadOnlySpan<float> input = engine.Inputs["x"].Span<float>();
        float[] expected = new float[4];
        for (int row = 0; row < 2; row++)
            for (int column = 0; column < 2; column++)
                expected[(row * 2) + column] = Math.Clamp((input[row * 2] * (1 + column)) + (input[(row * 2) + 1] * (3 + column)), 0, 6);
        (string name, Tensor value) = engine.ReadOutputs().Single();
        Assert.That(name, Is.EqualTo("y"));
        Assert.That(value.Info.Shape, Is.EqualTo(Shape.Of(2, 2)));
        Assert.That(value.Span<float>().ToArray(), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void What_the_engine_refuses_is_reported_with_its_words()
    {
        string path = Path.Combine(_folder, "broken.onnx");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.That(() => new OrtContender(path, ImmutableDictionary<string, string>.Empty, EngineSettings.OneThread), Throws.InstanceOf<OrtException>().With.Message.Contains("broken.onnx"));
    }

    [TestCase(64)]
    [TestCase(276)]
    public void Integer_networks_run_as_integers_throughout(int channels)
    {
        OnnxGraph graph = channels == 64 ? DsCnn.MakeSmall() : DsCnn.MakeLarge();
        AssertInteger(QdqQuantizer.Quantize(graph, Calibrator.Ranges(graph, _folder)));
    }

    [Test]
    public void Integer_networks_with_shortcuts_run_as_integers_throughout()
    {
        OnnxGraph graph = MobileNetV2.Make();
        AssertInteger(QdqQuantizer.Quantize(graph, Calibrator.Ranges(graph, _folder)));
    }

    [Test]
    public void Quantizing_changes_the_result_by_little()
    {
        OnnxGraph graph = DsCnn.MakeSmall();
        using OrtContender exact = Engine(graph), quantized = Engine(QdqQuantizer.Quantize(graph, Calibrator.Ranges(graph, _folder)));
        exact.Run();
        quantized.Run();
        Agreement agreement = Agreement.Of(exact.ReadOutputs(), quantized.ReadOutputs());
        Assert.That(agreement.MaxRelDiff, Is.InRange(1e-6, 0.1));
    }

    private void AssertInteger(OnnxGraph graph)
    {
        string path = Write(graph);
        Assert.That(OrtProfiler.Profile(path, EngineSettings.OneThread).Select(k => k.Kernel), Is.SubsetOf(IntegerKernels));
    }

    private OrtContender Engine(OnnxGraph graph) => new(Write(graph), ImmutableDictionary<string, string>.Empty, EngineSettings.OneThread);

    private string Write(OnnxGraph graph)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.onnx");
        OnnxFile.Write(graph, path);
        return path;
    }
}
