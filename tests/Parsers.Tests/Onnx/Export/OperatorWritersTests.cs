using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Export;

namespace NnBridge.Parsers.Tests.Onnx.Export;

public sealed class OperatorWritersTests
{
    private static IEnumerable<Type> Operators => typeof(Op).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Op)) && !t.IsAbstract);

    [TestCaseSource(nameof(Operators))]
    public void An_operator_is_either_written_or_listed_with_a_reason(Type op) =>
        Assert.That(OperatorWriters.Has(op) ^ OperatorWriters.NotWritten.ContainsKey(op), $"{op.Name}: add it to a family of writers, or to the list of what is not written");
}
