using System.Text;
using System.Text.Json;

namespace NnBridge.Cli.Output;

/// <summary>Writes JSON for programs to read.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints what <paramref name="write"/> writes.</summary>
    public static void Print(Action<Utf8JsonWriter> write) => Console.Out.WriteLine(Text(write));

    /// <summary>What <paramref name="write"/> writes.</summary>
    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write));

    /// <summary>Puts what <paramref name="write"/> writes in place of a mark in a page; characters that could end the element it is in are escaped.</summary>
    /// <param name="page">HTML with one element <c>&lt;script type="application/json"&gt;</c> that holds the mark.</param>
    /// <param name="mark">What stands there.</param>
    /// <param name="write">Writes the data.</param>
    public static string EmbedInHtml(string page, string mark, Action<Utf8JsonWriter> write)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        int place = page.IndexOf($">{mark}</script>", StringComparison.Ordinal) + 1;
        return place > 0 ? string.Concat(page.AsSpan(0, place), Encoding.UTF8.GetString(stream.ToArray()), page.AsSpan(place + mark.Length))
            : throw new ArgumentException($"the page has no element that holds {mark}", nameof(page));
    }

    public static void Save(string path, Action<Utf8JsonWriter> write) => File.WriteAllBytes(path, Bytes(write));

    public static void WriteTensor(this Utf8JsonWriter json, string name, TensorInfo info)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", info.Type.ToString());
        json.WriteStartArray("shape");
        if (info.Shape.IsRanked) foreach (Dimension d in info.Shape) WriteDimension(json, d);
        json.WriteEndArray();
        if (info.Quantization is { } q)
        {
            json.WriteStartArray("scale");
            foreach (float scale in q.Scales) json.WriteNumberValue(scale);
            json.WriteEndArray();
            json.WriteStartArray("zeroPoint");
            foreach (int zero in q.ZeroPoints) json.WriteNumberValue(zero);
            json.WriteEndArray();
            if (q.Axis is { } axis) json.WriteNumber("axis", axis);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes an array of objects.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="property">Name of the array.</param>
    /// <param name="items">One per object.</param>
    /// <param name="members">Writes the members of an object.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string property, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray(property);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of numbers, to four decimals.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string property, IEnumerable<double> numbers)
    {
        json.WriteStartArray(property);
        foreach (double number in numbers) json.WriteNumberValue(Math.Round(number, 4));
        json.WriteEndArray();
    }

    public static void WriteStrings(this Utf8JsonWriter json, string property, IEnumerable<string> values)
    {
        json.WriteStartArray(property);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteDimension(Utf8JsonWriter json, Dimension d)
    {
        if (d.IsKnown) json.WriteNumberValue(d.Size);
        else json.WriteStringValue(d.ToString());
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) write(json);
        return stream.ToArray();
    }
}
