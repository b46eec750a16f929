using NnBridge.Parsers.TfLite.Mapping;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.Tests;

/// <summary>Every operator of the schema is mapped, or listed with a reason why not.</summary>
public sealed class OperatorTableTests
{
    [Test]
    public void Every_operator_is_mapped_or_listed_as_not_mapped()
    {
        Assert.Multiple(() =>
        {
            foreach (TfLiteBuiltinOperator code in Enum.GetValues<TfLiteBuiltinOperator>().Where(c => c != TfLiteBuiltinOperator.CUSTOM))
            {
                bool mapped = OperatorTable.Builtins.ContainsKey(code), listed = OperatorTable.NotMapped.ContainsKey(code);
                Assert.That(mapped, Is.Not.EqualTo(listed), $"{code} is in {(mapped ? "both lists" : "neither list")}");
            }
        });
    }
}
