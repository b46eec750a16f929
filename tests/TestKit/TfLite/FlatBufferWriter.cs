using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NnBridge.TestKit.TfLite;

/// <summary>Writes FlatBuffers front to back: every table, string and vector behind all places that refer to it.</summary>
public sealed class FlatBufferWriter
{
    private readonly List<byte> _bytes = [];
    private readonly Queue<object> _pending = [];
    private readonly Dictionary<object, List<int>> _origins = new(ReferenceEqualityComparer.Instance);

    private FlatBufferWriter() { }

    /// <summary>The bytes of a file.</summary>
    /// <param name="root">The root table.</param>
    /// <param name="identifier">Four characters that name the schema.</param>
    public static byte[] Write(FlatObject root, string identifier)
    {
        var writer = new FlatBufferWriter();
        writer.Refer(root);
        writer._bytes.AddRange(Encoding.ASCII.GetBytes(identifier));
        while (writer._pending.TryDequeue(out object? next)) writer.Place(next);
        writer.Pad(16, 0);
        return [.. writer._bytes];
    }

    private void Place(object value)
    {
        _origins.Remove(value, out List<int>? origins);
        int position = value switch
        {
            FlatObject table => Table(table),
            FlatObject[] tables => Tables(tables),
            string text => Vector([.. Encoding.UTF8.GetBytes(text), 0], Encoding.UTF8.GetByteCount(text), 4),
            bool[] flags => Vector([.. flags.Select(f => f ? (byte)1 : (byte)0)], flags.Length, 4),
            // Buffers want 16; more alignment than needed does no harm elsewhere.
            byte[] bytes => Vector(bytes, bytes.Length, 16),
            ushort[] numbers => Vector([.. numbers.SelectMany(n => Scalar(n))], numbers.Length, 4),
            int[] numbers => Vector([.. numbers.SelectMany(n => Scalar(n))], numbers.Length, 4),
            float[] numbers => Vector([.. numbers.SelectMany(n => Scalar(n))], numbers.Length, 4),
            long[] numbers => Vector([.. numbers.SelectMany(n => Scalar(n))], numbers.Length, 8),
            _ => throw new ArgumentException($"{value.GetType().Name} cannot be written"),
        };
        foreach (int origin in origins ?? [])
            BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(_bytes)[origin..], position - origin);
    }

    private int Table(FlatObject table)
    {
        KeyValuePair<int, object>[] fields = [.. table.Fields.OrderByDescending(f => Size(f.Value))];
        int slots = table.Fields.Count == 0 ? 0 : table.Fields.Keys.Max() + 1;
        var offsets = new ushort[slots];
        int size = sizeof(int);
        foreach ((int field, object value) in fields)
        {
            offsets[field] = checked((ushort)size);
            size += Size(value);
        }

        Pad(2, 0);
        int vtable = _bytes.Count;
        _bytes.AddRange(Scalar((ushort)(4 + 2 * slots)));
        _bytes.AddRange(Scalar(checked((ushort)size)));
        foreach (ushort offset in offsets) _bytes.AddRange(Scalar(offset));
        // The fields start behind the four bytes of the distance, the widest first.
        Pad(8, 4);
        int position = _bytes.Count;
        _bytes.AddRange(Scalar(position - vtable));
        foreach ((_, object value) in fields)
        {
            if (IsScalar(value)) _bytes.AddRange(Scalar(value));
            else Refer(value);
        }

        return position;
    }

    private int Tables(FlatObject[] tables)
    {
        Pad(4, 0);
        int position = _bytes.Count;
        _bytes.AddRange(Scalar(tables.Length));
        foreach (FlatObject table in tables) Refer(table);
        return position;
    }

    private int Vector(byte[] data, int count, int alignment)
    {
        Pad(alignment, alignment - 4);
        int position = _bytes.Count;
        _bytes.AddRange(Scalar(count));
        _bytes.AddRange(data);
        return position;
    }

    private void Refer(object target)
    {
        if (!_origins.TryGetValue(target, out List<int>? origins))
        {
            _origins[target] = origins = [];
            _pending.Enqueue(target);
        }

        origins.Add(_bytes.Count);
        _bytes.AddRange(Scalar(0));
    }

    private void Pad(int alignment, int remainder)
    {
        while (_bytes.Count % alignment != remainder) _bytes.Add(0);
    }

    private static bool IsScalar(object value) => value is bool or sbyte or byte or int or uint or long or ulong or float;

    private static int Size(object value) => IsScalar(value) ? Scalar(value).Length : sizeof(uint);

    private static byte[] Scalar(object value)
    {
        byte[] bytes = value switch
        {
            bool flag => [flag ? (byte)1 : (byte)0],
            sbyte number => [(byte)number],
            byte number => [number],
            ushort number => BitConverter.GetBytes(number),
            int number => BitConverter.GetBytes(number),
            uint number => BitConverter.GetBytes(number),
            long number => BitConverter.GetBytes(number),
            ulong number => BitConverter.GetBytes(number),
            float number => BitConverter.GetBytes(number),
            _ => throw new ArgumentException($"{value.GetType().Name} is not a scalar"),
        };
        if (!BitConverter.IsLittleEndian) Array.Reverse(bytes);
        return bytes;
    }
}
