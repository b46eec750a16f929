using System.Collections.Immutable;
using System.Text.Json;
using NnBridge.Cli.Output;

namespace NnBridge.Cli.Coverage;

/// <summary>Coverage as JSON.</summary>
internal static class JsonCoverage
{
    public static void Write(Utf8JsonWriter json, CoverageReport report)
    {
        json.WriteStartObject();
        json.WriteStrings("backends", report.Backends);
        WriteCells(json, "operators", report.Operators);
        json.WriteObjects("formats", report.Formats.SelectMany(f => f.Value.Select(o => (Format: f.Key, Operator: o))), o =>
        {
            json.WriteString("format", o.Format);
            json.WriteString("domain", o.Operator.Domain);
            json.WriteString("operator", o.Operator.Name);
            json.WriteBoolean("mapped", o.Operator.Support.IsSupported);
            if (o.Operator.Support.Reason is { } reason) json.WriteString("reason", reason);
        });
        WriteCells(json, "suite", report.Suite);
        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, string name, ImmutableArray<CoverageCell> cells) => json.WriteObjects(name, cells, cell =>
    {
        json.WriteString("operator", cell.Operator);
        json.WriteString("backend", cell.Backend);
        if (cell.Type.Length > 0) json.WriteString("type", cell.Type);
        json.WriteNumber("passed", cell.Passed);
        json.WriteNumber("known", cell.Known);
        json.WriteObjects("refused", cell.Refused, refused =>
        {
            json.WriteString("reason", refused.Key);
            json.WriteNumber("cases", refused.Value);
        });
        json.WriteObjects("failed", cell.Failed, entry =>
        {
            json.WriteString("case", entry.Case);
            json.WriteString("reason", entry.Reason);
        });
    });
}
