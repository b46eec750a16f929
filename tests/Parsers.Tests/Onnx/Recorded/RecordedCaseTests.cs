using NnBridge.Backends.Cpu;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Ml;
using NnBridge.Runtime;

namespace NnBridge.Parsers.Tests.Onnx.Recorded;

/// <summary>Small models give what ONNX Runtime gives for them; its results are in the text files beside this one.</summary>
public sealed class RecordedCaseTests
{
    private static IEnumerable<TestCaseData> Cases() => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Onnx", "Recorded"), "*.txt")
        .Order(StringComparer.Ordinal)
        .SelectMany(f => RecordedCase.Read(f).Select(c => new TestCaseData(c).SetArgDisplayNames(Path.GetFileNameWithoutExtension(f), c.Name)));

    [TestCaseSource(nameof(Cases))]
    public void Recorded_results_are_computed(object recorded)
    {
        var expected = (RecordedCase)recorded;
        NnRuntimeOptions options = new NnRuntimeOptions().AddParser(new OnnxParser { Modules = [new OnnxMlOperators()] }).AddBackend(new CpuBackendFactory());
        using NnRuntime runtime = NnRuntime.Create(options);
        foreach (string[] backends in new string[][] { ["cpu.ref"], ["cpu.simd", "cpu.ref"] })
        {
            using CompiledProgram program = runtime.Compile(runtime.Load(new ModelSource("recorded.onnx", expected.Model)), new CompileOptions { Backends = [.. backends] });
            using Session session = program.CreateSession();
            foreach (RecordedTensor input in expected.Inputs) session.SetInputShape(input.Name, Shape.Of(input.Sizes));
            for (int i = 0; i < expected.Inputs.Count; i++) expected.Inputs[i].Bytes.CopyTo(session.InputBuffer(i).Bytes);
            session.Run();
            for (int i = 0; i < expected.Expected.Count; i++) Check(expected, expected.Expected[i], session.OutputBuffer(i), backends[0]);
        }
    }

    private static void Check(RecordedCase bounds, RecordedTensor expected, TensorBuffer actual, string backend)
    {
        Assert.That(actual.Info.Type, Is.EqualTo(expected.Type), $"{backend}: type of '{expected.Name}'");
        Assert.That(actual.Info.Shape.ToArray(), Is.EqualTo(expected.Sizes), $"{backend}: shape of '{expected.Name}'");
        double[] elements = actual.ToDoubles();
        for (int i = 0; i < elements.Length; i++)
        {
            double bound = bounds.Absolute + (bounds.Relative * Math.Abs(expected.Elements[i]));
            Assert.That(elements[i], Is.EqualTo(expected.Elements[i]).Within(bound), $"{backend}: '{expected.Name}', element {i}");
        }
    }
}
