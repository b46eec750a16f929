namespace NnBridge.TestKit.TfLite;

/// <summary>A FlatBuffers table to be written: values by the number of the field in the schema, counted from 0.</summary>
/// <remarks>
/// Values: bool, sbyte, byte, int, uint, long, ulong, float, string; arrays of bool, byte, ushort, int, long, float; FlatObject and
/// FlatObject[]. The C# type decides the width, so an enum of the schema is <c>(sbyte)1</c>. A union is its type as <c>byte</c> in one
/// field and the table in the next. Null, or nothing, leaves a field out. One object in two places is written once.
/// </remarks>
/// <example><code>new FlatObject { [0] = (sbyte)1, [1] = 2, [2] = new[] { 1, 2, 3 } }</code></example>
public sealed class FlatObject
{
    private readonly SortedDictionary<int, object> _fields = [];

    /// <summary>The value of a field.</summary>
    public object? this[int field]
    {
        get => _fields.GetValueOrDefault(field);
        set
        {
            if (value is null) _fields.Remove(field);
            else _fields[field] = value;
        }
    }

    internal IReadOnlyDictionary<int, object> Fields => _fields;
}
