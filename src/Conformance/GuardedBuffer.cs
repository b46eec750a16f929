namespace NnBridge.Conformance;

/// <summary>Memory between two poisoned bands, at a chosen misalignment: shows writes outside of a buffer.</summary>
internal sealed class GuardedBuffer
{
    private const int Band = 64;
    private const byte Poison = 0xA5;
    private readonly byte[] _all;
    private readonly int _start;

    /// <param name="info">What the buffer holds.</param>
    /// <param name="misalignment">Bytes by which the start is moved.</param>
    public GuardedBuffer(TensorInfo info, int misalignment = 0)
    {
        int length = (int)info.ByteCount;
        _start = Band + misalignment;
        _all = new byte[_start + length + Band];
        Array.Fill(_all, Poison);
        Buffer = new TensorBuffer(info, _all.AsMemory(_start, length));
        Buffer.Bytes.Span.Fill(0xFF); // NaN for the float types: an output that is not written shows
    }

    public TensorBuffer Buffer { get; }

    /// <summary>Null when nothing outside of the buffer was written.</summary>
    public string? Check()
    {
        for (int i = 0; i < _all.Length; i++)
            if ((i < _start || i >= _start + Buffer.Bytes.Length) && _all[i] != Poison) return $"byte {i - _start} was written, the buffer has {Buffer.Bytes.Length}";
        return null;
    }
}
