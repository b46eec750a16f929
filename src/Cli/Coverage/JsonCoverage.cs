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
        json.WriteStartArray("formats");
        foreach ((string format, ImmutableArray<FormatOperator> all) in report.Formats)
            foreach (FormatOperator o in all)
            {
                json.WriteStartObject();
                json.WriteString("format", format);
                json.WriteString("domain", o.Domain);
                json.WriteString("operator", o.Name);
                json.WriteBoolean("mapped", o.Support.IsSupported);
                if (o.Support.Reason is { } reason) json.WriteString("reason", reason);
                json.WriteEndObject();
            }

        json.WriteEndArray();
        WriteCells(json, "suite", report.Suite);
        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, string name, ImmutableArray<CoverageCell> cells)
    {
        json.WriteStartArray(name);
        foreach (CoverageCell cell in cells)
        {
            json.WriteStartObject();
            json.WriteString("operator", cell.Operator);
            json.WriteString("backend", cell.Backend);
            if (cell.Type.Length > 0) json.WriteString("type", cell.Type);
            json.WriteNumber("passed", cell.Passed);
            json.WriteNumber("known", cell.Known);
            json.WriteStartArray("refused");
            foreach ((string reason, int cases) in cell.Refused)
            {
                json.WriteStartObject();
                json.WriteString("reason", reason);
                json.WriteNumber("cases", cases);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("failed");
            foreach (CoverageEntry entry in cell.Failed)
            {
                json.WriteStartObject();
                json.WriteString("case", entry.Case);
                json.WriteString("reason", entry.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
