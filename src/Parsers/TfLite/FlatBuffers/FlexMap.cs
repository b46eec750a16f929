using System.Globalization;

namespace NnBridge.Parsers.TfLite.FlatBuffers;

/// <summary>A map of a FlexBuffer: the options of a custom operator, by name. Immutable.</summary>
/// <remarks>
/// Numbers convert into each other as the format's own readers do it: an integer may be read as a real number, a real one as an integer
/// (towards zero, saturating), and either as a flag. An option that is absent or null yields the default.
/// </remarks>
internal sealed class FlexMap
{
    private readonly Dictionary<string, object?> _values;

    internal FlexMap(Dictionary<string, object?> values) => _values = values;

    /// <summary>Names of all options.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Reads a FlexBuffer whose root is a map.</summary>
    /// <param name="bytes">The whole FlexBuffer; no bytes are an empty map.</param>
    /// <exception cref="InvalidModelException">Malformed; the position counts from the start of <paramref name="bytes"/>.</exception>
    public static FlexMap Read(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? new FlexMap([]) : new FlexReader(bytes).Root();

    /// <summary>Whether the option is there, and not null.</summary>
    public bool Contains(string key) => _values.GetValueOrDefault(key) is not null;

    /// <summary>An integer.</summary>
    /// <exception cref="InvalidModelException">Not a number.</exception>
    public long Int64(string key, long fallback = 0) => _values.GetValueOrDefault(key) is { } value ? ToInt64(key, value) : fallback;

    /// <summary>An integer of 32 bits.</summary>
    /// <exception cref="InvalidModelException">Not a number, or outside the range.</exception>
    public int Int32(string key, int fallback = 0)
    {
        long value = Int64(key, fallback);
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new InvalidModelException($"option '{key}' is {value}, expected an integer of 32 bits");
    }

    /// <summary>A real number.</summary>
    /// <exception cref="InvalidModelException">Not a number.</exception>
    public double Double(string key, double fallback = 0) => _values.GetValueOrDefault(key) is { } value ? ToDouble(key, value) : fallback;

    /// <summary>A flag.</summary>
    /// <exception cref="InvalidModelException">Not a flag or number.</exception>
    public bool Bool(string key, bool fallback = false) =>
        _values.GetValueOrDefault(key) is { } value ? ToDouble(key, value) != 0 : fallback;

    /// <summary>A text.</summary>
    /// <exception cref="InvalidModelException">Not a text.</exception>
    public string String(string key, string fallback = "") => _values.GetValueOrDefault(key) switch
    {
        null => fallback,
        string text => text,
        object other => throw Wrong(key, other, "a text"),
    };

    /// <summary>A list of integers; empty when absent.</summary>
    /// <exception cref="InvalidModelException">Not a list of numbers.</exception>
    public ValueList<long> Int64s(string key) => List(key, ToInt64);

    /// <summary>A list of real numbers; empty when absent.</summary>
    /// <exception cref="InvalidModelException">Not a list of numbers.</exception>
    public ValueList<double> Doubles(string key) => List(key, ToDouble);

    /// <summary>Bytes; empty when absent.</summary>
    /// <exception cref="InvalidModelException">Not bytes.</exception>
    public ReadOnlyMemory<byte> Blob(string key) => _values.GetValueOrDefault(key) switch
    {
        null => default,
        byte[] bytes => bytes,
        object other => throw Wrong(key, other, "bytes"),
    };

    /// <summary>A map inside the map; null when absent.</summary>
    /// <exception cref="InvalidModelException">Not a map.</exception>
    public FlexMap? Map(string key) => _values.GetValueOrDefault(key) switch
    {
        null => null,
        FlexMap map => map,
        object other => throw Wrong(key, other, "a map"),
    };

    private ValueList<T> List<T>(string key, Func<string, object, T> convert) where T : notnull => _values.GetValueOrDefault(key) switch
    {
        null => default,
        object?[] items => items.Select(item => convert(key, item ?? throw Wrong(key, "null", "a list of numbers"))).ToValueList(),
        object other => throw Wrong(key, other, "a list of numbers"),
    };

    private static long ToInt64(string key, object value) => value switch
    {
        long number => number,
        double number => double.IsNaN(number) ? throw Wrong(key, value, "an integer") : (long)number,
        bool flag => flag ? 1 : 0,
        _ => throw Wrong(key, value, "an integer"),
    };

    private static double ToDouble(string key, object value) => value switch
    {
        long number => number,
        double number => number,
        bool flag => flag ? 1 : 0,
        _ => throw Wrong(key, value, "a number"),
    };

    private static InvalidModelException Wrong(string key, object value, string expected)
    {
        string found = value switch
        {
            string text => $"the text '{text}'",
            object?[] items => $"a list of {items.Length}",
            FlexMap => "a map",
            byte[] bytes => $"{bytes.Length} bytes",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return new InvalidModelException($"option '{key}' is {found}, expected {expected}");
    }
}
