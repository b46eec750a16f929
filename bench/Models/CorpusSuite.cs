using System.Collections.Immutable;
using System.Text;
using NnBridge.Cli.Golden;

namespace NnBridge.Bench.Models;

/// <summary>Real ONNX models with inputs of their own, where a corpus of golden cases is at hand.</summary>
internal static class CorpusSuite
{
    private static readonly string[] IntegerOperators = ["QLinearConv", "QLinearMatMul", "MatMulInteger", "ConvInteger", "DequantizeLinear"];

    /// <summary>One case for each model below a folder: the first that runs once.</summary>
    public static IEnumerable<ModelCase> Models(string folder) => CaseFinder.Find(folder)
        .Where(c => c.Model.EndsWith(".onnx", StringComparison.Ordinal) && !c.IsSequence)
        .DistinctBy(c => c.Model)
        .Select(c => new ModelCase(Path.GetFileName(Path.GetDirectoryName(c.Model))!, c.Model, IsInteger(c.Model), Inputs(c)));

    /// <summary>Whether a file names operators of integers. Operator names are stored as plain text.</summary>
    public static bool IsInteger(string model)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(model);
        foreach (string name in IntegerOperators)
            if (bytes.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0) return true;
        return false;
    }

    private static ImmutableDictionary<string, string> Inputs(GoldenCase golden) => golden.Inputs.ToImmutableDictionary(i => i.Name, i => i.Path);
}
