namespace NnBridge.Parsers.Onnx.Schema;

/// <summary>Goes through the fields of a serialised message without reading what is in them.</summary>
/// <param name="bytes">The message.</param>
internal ref struct WireFields(ReadOnlySpan<byte> bytes)
{
    private const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _tag;
    private int _next;
    private bool _broken;

    /// <summary>Where the field begins.</summary>
    public int From { get; private set; }

    /// <summary>Where the content of a length-delimited field begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where the field ends.</summary>
    public readonly int End => _next;

    /// <summary>Whether the end was reached and every field before it was understood.</summary>
    public readonly bool IsWhole => !_broken && _next == _bytes.Length;

    /// <summary>Whether this is a length-delimited field with a number.</summary>
    public readonly bool Is(int number) => _tag == (((ulong)number << 3) | LengthDelimited);

    /// <summary>Goes to the next field; false at the end, or where there is none that is known.</summary>
    public bool Next()
    {
        if (_broken || _next >= _bytes.Length) return false;
        int at = From = _next;
        if (!OnnxReader.TryVarint(_bytes, ref at, out _tag)) return Break();
        ulong length = 0;
        switch (_tag & 7)
        {
            case Varint:
                if (!OnnxReader.TryVarint(_bytes, ref at, out _)) return Break();
                break;
            case LengthDelimited:
                if (!OnnxReader.TryVarint(_bytes, ref at, out length)) return Break();
                break;
            case Fixed64: length = 8; break;
            case Fixed32: length = 4; break;
            default: return Break();
        }

        if (length > (ulong)(_bytes.Length - at)) return Break();
        Start = at;
        _next = at + (int)length;
        return true;
    }

    private bool Break()
    {
        _broken = true;
        return false;
    }
}
