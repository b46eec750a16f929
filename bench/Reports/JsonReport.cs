using System.Text.Json;
using NnBridge.Bench.Measuring;
using NnBridge.Cli.Output;

namespace NnBridge.Bench.Reports;

/// <summary>Rows for programs: an array; times in milliseconds, null where nothing was measured.</summary>
internal static class JsonReport
{
    public static void Save(string path, IEnumerable<ComparisonRow> rows) => Json.Save(path, json =>
    {
        json.WriteStartArray();
        foreach (ComparisonRow row in rows) Write(json, row);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, ComparisonRow row)
    {
        json.WriteStartObject();
        json.WriteString("model", row.Model);
        json.WriteString("precision", row.Precision);
        json.WriteNumber("threads", row.Threads);
        Number(json, "ortMin", row.Duel?.First.Minimum);
        Number(json, "ortMedian", row.Duel?.First.Median);
        Number(json, "ortP95", row.Duel?.First.Percentile95);
        Number(json, "oursMin", row.Duel?.Second.Minimum);
        Number(json, "oursMedian", row.Duel?.Second.Median);
        Number(json, "oursP95", row.Duel?.Second.Percentile95);
        Number(json, "ratioMin", row.Duel?.MinimumRatio);
        Number(json, "ratioMedian", row.Duel?.MedianRatio);
        Number(json, "ratioMedianLow", row.Duel?.MedianRatioInterval.Low);
        Number(json, "ratioMedianHigh", row.Duel?.MedianRatioInterval.High);
        Number(json, "maxAbsDiff", row.Agreement?.MaxAbsDiff);
        Number(json, "maxRelDiff", row.Agreement?.MaxRelDiff);
        json.WriteBoolean("agrees", row.Agrees);
        Number(json, "windows", row.Duel?.PairRatios.Length);
        Number(json, "discardedWindows", row.Duel?.Discarded);
        json.WriteBoolean("quiet", row.Duel?.Quiet ?? false);
        json.WriteString("placement", row.Placement);
        Cold(json, "ort", row.OrtCold);
        Cold(json, "ours", row.OursCold);
        if (row.Problem is not null) json.WriteString("problem", row.Problem);
        json.WriteEndObject();
    }

    private static void Cold(Utf8JsonWriter json, string engine, ColdStart? cold)
    {
        Number(json, $"{engine}LoadMs", cold?.LoadMs);
        Number(json, $"{engine}FirstRunMs", cold?.FirstRunMs);
        Number(json, $"{engine}PeakBytes", cold?.PeakBytes);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
