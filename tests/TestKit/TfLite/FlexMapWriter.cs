using System.Text;

namespace NnBridge.TestKit.TfLite;

/// <summary>Writes a FlexBuffers map, as custom operators keep their options in.</summary>
public static class FlexMapWriter
{
    private const int Width = 8;
    private const byte WidthBits = 3;

    /// <summary>The bytes of a map; all values take eight bytes.</summary>
    /// <param name="entries">Keys, and values of type bool, int, long, float, double, string, int[], long[] or float[].</param>
    public static byte[] Write(params (string Key, object Value)[] entries)
    {
        (string Key, object Value)[] sorted = [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal)];
        var bytes = new List<byte>();
        var keys = new int[sorted.Length];
        var payloads = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            keys[i] = bytes.Count;
            bytes.AddRange(Encoding.UTF8.GetBytes(sorted[i].Key));
            bytes.Add(0);
        }

        for (int i = 0; i < sorted.Length; i++) payloads[i] = Payload(bytes, sorted[i].Value);

        Align(bytes);
        AddWord(bytes, sorted.Length);
        int keyVector = bytes.Count;
        foreach (int key in keys) AddWord(bytes, bytes.Count - key);
        AddWord(bytes, bytes.Count - keyVector);
        AddWord(bytes, Width);
        AddWord(bytes, sorted.Length);
        int map = bytes.Count;
        for (int i = 0; i < sorted.Length; i++) AddWord(bytes, Inline(sorted[i].Value) ?? bytes.Count - payloads[i]);
        foreach ((_, object value) in sorted) bytes.Add((byte)(TypeOf(value) << 2 | WidthBits));
        Align(bytes);
        AddWord(bytes, bytes.Count - map);
        bytes.Add(9 << 2 | WidthBits);
        bytes.Add(Width);
        return [.. bytes];
    }

    private static int TypeOf(object value) => value switch
    {
        int or long => 1,
        float or double => 3,
        string => 5,
        int[] or long[] => 11,
        float[] => 13,
        bool => 26,
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be written"),
    };

    private static long? Inline(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        int number => number,
        long number => number,
        float number => BitConverter.DoubleToInt64Bits(number),
        double number => BitConverter.DoubleToInt64Bits(number),
        _ => null,
    };

    private static int Payload(List<byte> bytes, object value)
    {
        if (Inline(value) is not null) return 0;
        Align(bytes);
        byte[] text = value is string s ? Encoding.UTF8.GetBytes(s) : [];
        long[] words = value switch
        {
            int[] numbers => [.. numbers.Select(n => (long)n)],
            long[] numbers => numbers,
            float[] numbers => [.. numbers.Select(n => BitConverter.DoubleToInt64Bits(n))],
            _ => [],
        };
        AddWord(bytes, value is string ? text.Length : words.Length);
        int start = bytes.Count;
        bytes.AddRange(text);
        if (value is string) bytes.Add(0);
        foreach (long word in words) AddWord(bytes, word);
        return start;
    }

    private static void AddWord(List<byte> bytes, long word)
    {
        for (int i = 0; i < Width; i++) bytes.Add((byte)(word >> (8 * i)));
    }

    private static void Align(List<byte> bytes)
    {
        while (bytes.Count % Width != 0) bytes.Add(0);
    }
}
