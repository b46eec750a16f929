using System.Runtime.Intrinsics.X86;
using System.Text;
using NnBridge.Backends.Cpu;
using NnBridge.TestKit;

namespace NnBridge.Ops.Tests;

/// <summary>Writes <c>docs/operators.md</c> from what the backends ran, not from what they say.</summary>
public sealed class SupportTableTests
{
    private static readonly CpuBackendFactory Factory = new();

    [Test]
    public void The_support_table_is_what_the_backends_run()
    {
        if (!Avx512F.IsSupported) Assert.Ignore("the table is made on processors with vectors of 512 bits, for which cpu.simd has the most operators");
        using IBackend reference = Open(ReferenceBackendFactory.Id), simd = Open(CpuBackendFactory.SimdId);
        var table = new StringBuilder();
        table.Append("# Operators and backends\n\n");
        table.Append("Made by the tests from the cases that each backend ran with the expected result (on an x64 processor with AVX-512): element\n");
        table.Append("types of first operands. What a backend does not run, the runtime gives to the next one; `nnbridge plan` says why.\n\n");
        table.Append("| Operator | `cpu.ref` | `cpu.simd` |\n|---|---|---|\n");
        foreach (IGrouping<string, OpCase> cases in OpCases.All.Where(c => c.RefusedWith is null).GroupBy(c => c.Op.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
            table.Append($"| {cases.Key} | {Cell(reference, cases)} | {Cell(simd, cases)} |\n");
        Assert.That(GoldenFile.Check("docs/operators.md", table.ToString()), Is.Null);
    }

    private static IBackend Open(string id) => Factory.Open(Factory.Probe(out _).Single(b => b.Id == id));

    private static string Cell(IBackend backend, IEnumerable<OpCase> cases)
    {
        ElementType[] types = [.. cases.Where(c => Passes(backend, c)).Select(TypeOf).OfType<ElementType>().Distinct().Order()];
        return types.Length == 0 ? "–" : string.Join(", ", types);
    }

    /// <summary>Element type of the first operand; of the result for operators without operands.</summary>
    private static ElementType? TypeOf(OpCase @case) =>
        (@case.Inputs.FirstOrDefault(i => i is not null)?.Tensor ?? (@case.Expected.Count > 0 ? @case.Expected[0] : null))?.Info.Type;

    private static bool Passes(IBackend backend, OpCase @case)
    {
        TensorBuffer[]? results = CaseRunner.Run(backend, CaseRunner.Build(@case), @case, out _);
        return results is not null && !@case.Expected.Where((expected, i) =>
            @case.Tolerance.Compare(results[i].ToDoubles(), TensorBuffer.OfConstant(expected).ToDoubles()) is not null).Any();
    }
}
