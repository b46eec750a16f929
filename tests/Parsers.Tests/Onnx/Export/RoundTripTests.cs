using NnBridge.Backends.Cpu;
using NnBridge.Conformance;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Parsers.Tests.Onnx.Export;

/// <summary>Every case of every operator, written as ONNX and read again, still has the expected result.</summary>
public sealed class RoundTripTests
{
    private static readonly NnRuntime Host = NnRuntime.Create(new NnRuntimeOptions().AddParser(new OnnxParser()).AddBackend(new ReferenceBackendFactory()));

    private static readonly OnnxExporter Newest = new() { Opset = OnnxExporter.MaxOpset };

    private static readonly OnnxExporter Oldest = new() { Opset = OnnxExporter.MinOpset };

    private static readonly OnnxExporter Exact = new() { ExactRounding = true };

    /// <summary>Integers of TensorFlow Lite that are further from the numbers they stand for: tables of few entries.</summary>
    private static readonly Dictionary<string, int> Loosened = new() { ["Softmax / 16 bits by tables"] = 2 };

    private static IEnumerable<TestCaseData> Cases =>
        OpCases.All.Where(c => c.RefusedWith is null).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    /// <summary>Sums of products, rounded twice, and means of integers.</summary>
    private static IEnumerable<TestCaseData> Dense => OpCases.All
        .Where(c => c.RefusedWith is null && c.Op is Pool { Kind: PoolKind.Average }
            or Convolution { Requantization: Requantization.FixedPointTwice } or DepthwiseConvolution { Requantization: Requantization.FixedPointTwice }
            or FullyConnected { Requantization: Requantization.FixedPointTwice })
        .Where(c => c.Expected.Any(e => e.Info.Quantization is { IsPerTensor: true }))
        .Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    [OneTimeTearDown]
    public static void TearDown() => Host.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void What_is_written_means_the_same(OpCase @case)
    {
        bool unwritten = UnwrittenCases.All.TryGetValue(@case.ToString(), out string? reason) || UnwrittenCases.All.TryGetValue(@case.Op.Name, out reason);
        using var file = new MemoryStream();
        try
        {
            Newest.Export(CaseRunner.Build(@case), file);
        }
        catch (UnsupportedOperatorException e) when (unwritten)
        {
            Assert.That(e.Message, Does.Contain(reason!));
            Assert.That(file.Length, Is.Zero);
            return;
        }

        Assert.That(unwritten, Is.False, $"it can be written now: take '{@case}' off the list");
        Check(@case, Host.Load(new ModelSource("case.onnx", file.ToArray())));
    }

    [TestCaseSource(nameof(Cases))]
    public void The_oldest_operator_set_says_the_same_or_which_one_does(OpCase @case)
    {
        using var file = new MemoryStream();
        try
        {
            Oldest.Export(CaseRunner.Build(@case), file);
        }
        catch (UnsupportedOperatorException e)
        {
            Assert.That(e.Message.Contains("came with operator set") || UnwrittenCases.All.ContainsKey(@case.ToString()) || UnwrittenCases.All.ContainsKey(@case.Op.Name), e.Message);
            return;
        }

        Check(@case, Host.Load(new ModelSource("case.onnx", file.ToArray())));
    }

    [TestCaseSource(nameof(Dense))]
    public void Exact_rounding_gives_every_integer(OpCase @case)
    {
        using var file = new MemoryStream();
        Exact.Export(CaseRunner.Build(@case), file);
        Check(@case, Host.Load(new ModelSource("case.onnx", file.ToArray())), exact: true);
    }

    private static void Check(OpCase @case, Network network, bool exact = false)
    {
        using CompiledProgram program = Host.Compile(network, new CompileOptions { Optimize = false });
        using Session session = program.CreateSession();
        for (int i = 0; i < session.Inputs.Length; i++)
        {
            int operand = int.Parse(session.Inputs[i].Name.AsSpan("operand".Length), System.Globalization.CultureInfo.InvariantCulture);
            @case.Inputs[operand]!.Tensor.Bytes.CopyTo(session.InputBuffer(i).Bytes);
        }

        session.Run();
        for (int i = 0; i < @case.Expected.Count; i++)
        {
            TensorBuffer result = session.OutputBuffer(i);
            TensorInfo expected = @case.Expected[i].Info;
            // Complex numbers become pairs.
            if (expected.Type == ElementType.Complex64) expected = new TensorInfo(ElementType.Float32, Shape.Create([.. expected.Shape.Dimensions.Span, 2]));
            Assert.That(result.Info.Type, Is.EqualTo(expected.Type));
            Assert.That(result.Info.Shape, Is.EqualTo(expected.Shape));
            Assert.That((exact ? Tolerance.Exact : ToleranceOf(@case, result.Info)).Compare(result.ToDoubles(), TensorBuffer.OfConstant(@case.Expected[i]).ToDoubles()), Is.Null, $"output {i}");
        }
    }

    /// <summary>Quantized operators become operators on numbers between Dequantize and Quantize, which may round halves differently.</summary>
    private static Tolerance ToleranceOf(OpCase @case, TensorInfo result)
    {
        if (Loosened.TryGetValue(@case.ToString(), out int steps)) return Tolerance.QuantSteps(steps);
        return result.Type.IsInteger() && @case.Outputs.Any(o => o.Quantization is not null) && @case.Tolerance.Absolute < 1 ? Tolerance.QuantSteps(1) : @case.Tolerance;
    }
}
