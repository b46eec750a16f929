using System.Collections.Immutable;
using NnBridge.Parsers.Onnx.Mapping.Contrib;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>The tables of operators as a list that others can read.</summary>
internal static class OperatorList
{
    public static ImmutableArray<FormatOperator> All { get; } =
    [
        .. Domain("ai.onnx", OperatorTable.Operators.Keys, OperatorTable.NotMapped),
        .. Domain("ai.onnx.preview", OperatorTable.Preview.Keys, []),
        .. Domain(ContribOperators.Domain, ContribOperators.Operators.Keys, ContribOperators.NotMapped),
    ];

    private static IEnumerable<FormatOperator> Domain(string domain, IEnumerable<string> mapped, IEnumerable<KeyValuePair<string, string>> refused) =>
        mapped.Select(name => new FormatOperator(domain, name, Support.Yes))
            .Concat(refused.Select(o => new FormatOperator(domain, o.Key, Support.No(o.Value))))
            .OrderBy(o => o.Name, StringComparer.Ordinal);
}
