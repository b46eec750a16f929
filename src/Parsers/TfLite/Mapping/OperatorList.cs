using System.Collections.Immutable;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>The tables of operators as a list that others can read.</summary>
internal static class OperatorList
{
    public static ImmutableArray<FormatOperator> All { get; } =
    [
        .. Enum.GetValues<TfLiteBuiltinOperator>().Where(code => code != TfLiteBuiltinOperator.CUSTOM)
            .Select(code => new FormatOperator("builtin", code.ToString(), OperatorTable.Builtins.ContainsKey(code) ? Support.Yes : Support.No(OperatorTable.NotMapped[code])))
            .OrderBy(o => o.Name, StringComparer.Ordinal),
        .. OperatorTable.Customs.Keys.Order(StringComparer.Ordinal).Select(name => new FormatOperator("custom", name, Support.Yes)),
    ];
}
