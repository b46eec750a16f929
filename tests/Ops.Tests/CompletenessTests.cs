namespace NnBridge.Ops.Tests;

/// <summary>Says what a new operator still lacks.</summary>
public sealed class CompletenessTests
{
    /// <summary>Operators the runtime runs itself, with tests of their own.</summary>
    private static readonly string[] RunByTheRuntime = ["If", "While", "Call", nameof(CustomOp)];

    private static IEnumerable<Type> Operators => typeof(Op).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Op)) && !t.IsAbstract && !RunByTheRuntime.Contains(t.Name));

    [TestCaseSource(nameof(Operators))]
    public void Op_has_cases(Type op) => Assert.That(
        OpCases.All.Any(c => c.Op.GetType() == op && c.RefusedWith is null),
        $"add src/Conformance/Cases/{op.Name}Cases.cs, and its line in src/Conformance/CaseTable.cs");

    [Test]
    public void Every_kind_of_an_operator_has_a_case()
    {
        IEnumerable<string> missing = OpCases.All.GroupBy(c => c.Op.GetType())
            .Select(g => (Operator: g, Kind: g.Key.GetProperty("Kind")))
            .Where(g => g.Kind is { PropertyType.IsEnum: true })
            .SelectMany(g => Enum.GetValues(g.Kind!.PropertyType).Cast<object>().Except(g.Operator.Select(c => g.Kind.GetValue(c.Op)!))
                .Select(kind => $"{g.Operator.Key.Name} {kind}"));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Case_names_are_unique()
    {
        IEnumerable<string> twice = OpCases.All.GroupBy(c => c.ToString()).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.That(twice, Is.Empty);
    }
}
