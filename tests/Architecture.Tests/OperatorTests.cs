namespace NnBridge.Architecture.Tests;

/// <summary>One operator is one record, one reference kernel and one case file.</summary>
public sealed class OperatorTests
{
    /// <summary>Operators that no kernel computes: the runtime runs their bodies, or the app brings the code.</summary>
    private static readonly string[] WithoutKernel = ["If", "While", "Call", "Scan", "CustomOp"];

    private static IEnumerable<string> Operators => typeof(Ops.Op).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Ops.Op)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Operators))]
    public void An_operator_has_its_files(string op)
    {
        List<string> files = [$"src/Abstractions/Ops/{op}.cs"];
        if (!WithoutKernel.Contains(op)) files.AddRange([$"src/Backends.Cpu/Reference/{op}Kernel.cs", $"src/Conformance/Cases/{op}Cases.cs"]);
        foreach (string file in files) Assert.That(File.Exists(Path.Combine(Repository.Root, file)), $"add {file}");
    }

    [TestCaseSource(nameof(Operators))]
    public void An_operator_with_a_kernel_is_in_the_table(string op)
    {
        if (WithoutKernel.Contains(op)) Assert.Pass("not computed by a kernel");
        Assert.That(Repository.Read("src/Backends.Cpu/Reference/ReferenceKernels.cs"), Does.Contain($"{op}, {op}Kernel>()"));
    }
}
