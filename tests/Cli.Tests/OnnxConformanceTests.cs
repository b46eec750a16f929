using NnBridge.Cli.Golden;
using NnBridge.Runtime;
using NnBridge.TestKit;

namespace NnBridge.Cli.Tests;

/// <summary>ONNX's own test cases, where they are at hand. What is not supported is listed; a listed case that passes is to be taken off the list.</summary>
[CancelAfter(600_000)]
public sealed class OnnxConformanceTests
{
    private static readonly string[] Sets = ["onnx-node", "onnx-simple", "onnx-pytorch-operator", "onnx-pytorch-converted"];

    private static readonly HashSet<string> Listed = [.. File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "Known", "onnx.txt")).Where(l => l.Length > 0 && l[0] != '#')];

    [TestCaseSource(nameof(Sets))]
    public void Cases_pass_unless_they_are_listed_as_unsupported(string set)
    {
        string? folder = SharedCorpus.Root is { } root ? Path.Combine(root, "conformance", set) : null;
        if (!Directory.Exists(folder)) Assert.Ignore("ONNX's test cases are not beside the checkout: nothing was run");
        using NnRuntime runtime = CliHost.CreateRuntime();
        var verifier = new CaseVerifier(runtime, ["cpu.ref"]);
        var problems = new List<string>();
        foreach (GoldenCase golden in CaseFinder.Find(folder!))
        {
            CaseResult result = verifier.Verify(golden, CancellationToken.None);
            string expected = Listed.Contains(golden.Name) ? CaseResult.Unsupported : CaseResult.Pass;
            if (result.Status == expected) continue;
            problems.Add(result.Status == CaseResult.Pass ? $"{golden.Name} passes: take it off Known/onnx.txt" : $"{golden.Name}: {result.Status}: {result.Reason}");
        }

        Assert.That(problems, Is.Empty);
    }
}
