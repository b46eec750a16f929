using System.Text;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.Onnx.Mapping.Contrib;
using NnBridge.TestKit;
using OnnxTable = NnBridge.Parsers.Onnx.Mapping.OperatorTable;
using TfLiteTable = NnBridge.Parsers.TfLite.Mapping.OperatorTable;

namespace NnBridge.Parsers.Tests;

/// <summary>Writes <c>docs/formats.md</c> from the tables that the parsers work with.</summary>
public sealed class FormatTableTests
{
    [Test]
    public void The_format_table_is_what_the_parsers_map()
    {
        var text = new StringBuilder("# Formats and their operators\n\nMade by the tests from the tables of the parsers.\n");
        TfLiteBuiltinOperator[] codes = [.. Enum.GetValues<TfLiteBuiltinOperator>().Where(c => c != TfLiteBuiltinOperator.CUSTOM)];
        Section(text, "TensorFlow Lite, built-in operators",
            codes.Where(TfLiteTable.Builtins.ContainsKey).Select(c => c.ToString()),
            codes.Where(c => !TfLiteTable.Builtins.ContainsKey(c)).Select(c => (c.ToString(), TfLiteTable.NotMapped[c])));
        Section(text, "TensorFlow Lite, custom operators", TfLiteTable.Customs.Keys, []);
        Section(text, "ONNX", OnnxTable.Operators.Keys, OnnxTable.NotMapped.Select(o => (o.Key, o.Value)));
        Section(text, "ONNX, domain com.microsoft", ContribOperators.Operators.Keys, ContribOperators.NotMapped.Select(o => (o.Key, o.Value)));
        Assert.That(GoldenFile.Check("docs/formats.md", text.ToString()), Is.Null);
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> mapped, IEnumerable<(string Name, string Reason)> refused)
    {
        string[] names = [.. mapped.Order(StringComparer.Ordinal)];
        text.Append($"\n## {title}\n\n{names.Length} mapped: {string.Join(", ", names.Select(n => $"`{n}`"))}.\n");
        (string Name, string Reason)[] others = [.. refused.OrderBy(o => o.Name, StringComparer.Ordinal)];
        if (others.Length == 0) return;
        text.Append("\n| Not mapped | Why |\n|---|---|\n");
        foreach ((string name, string reason) in others) text.Append($"| `{name}` | {reason} |\n");
    }
}
