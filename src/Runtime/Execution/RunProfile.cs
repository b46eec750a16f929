using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;

namespace NnBridge.Runtime;

/// <summary>Where the time of a run, or of a compilation, went.</summary>
/// <param name="Entries">In the order in which they ended.</param>
public sealed record RunProfile(ImmutableArray<ProfileEntry> Entries)
{
    /// <summary>How exactly float products had to be computed.</summary>
    public Precision Precision { get; init; }

    /// <summary>Both profiles in one, for a trace that shows compilation and run.</summary>
    public RunProfile Concat(RunProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Entries = [.. Entries, .. other.Entries] };
    }

    /// <summary>Writes the profile in the Trace Event format that Perfetto and chrome://tracing open.</summary>
    public void WriteChromeTrace(Stream stream)
    {
        long origin = Entries.IsEmpty ? 0 : Entries.Min(e => e.StartTicks);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("traceEvents");
        foreach (ProfileEntry entry in Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Node is null ? entry.Stage : entry.Node.Op.Name);
            json.WriteString("cat", entry.Stage);
            json.WriteString("ph", "X");
            json.WriteNumber("ts", Microseconds(entry.StartTicks - origin));
            json.WriteNumber("dur", Microseconds(entry.EndTicks - entry.StartTicks));
            json.WriteNumber("pid", 1);
            json.WriteNumber("tid", 1);
            json.WriteStartObject("args");
            if (entry.Backend.Length > 0) json.WriteString("backend", entry.Backend);
            if (entry.Node is not null) json.WriteString("node", entry.Node.ToString());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartObject("otherData");
        json.WriteString("precision", Precision.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
