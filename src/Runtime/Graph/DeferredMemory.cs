using System.Buffers;
using NnBridge.Runtime.Execution;

namespace NnBridge.Runtime.Graph;

/// <summary>Bytes that are made when they are read, and may be forgotten afterwards: weights in another order are only read while they are packed.</summary>
/// <remarks>They are made again when they are needed after the garbage collector took them; those that are needed again and again are kept.</remarks>
/// <param name="length">Number of bytes.</param>
/// <param name="make">Writes them; called by any thread.</param>
internal sealed class DeferredMemory(int length, Action<Span<byte>> make) : MemoryManager<byte>
{
    /// <summary>Compiling reads weights once or twice; whoever reads them more often than that reads them in every run.</summary>
    private const int ReadsOfCompiling = 2;

    /// <summary>No vector crosses the lines of a cache.</summary>
    private const int Alignment = 64;

    private readonly Lock _making = new();
    private readonly WeakReference<byte[]> _made = new(null!);
    private int _offset;
    private int _times;
    private byte[]? _kept;

    public override Memory<byte> Memory => CreateMemory(length);

    public override Span<byte> GetSpan()
    {
        byte[] bytes = Bytes();
        return bytes.AsSpan(_offset, length);
    }

    public override MemoryHandle Pin(int elementIndex = 0) => Bytes().AsMemory(_offset + elementIndex).Pin();

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }

    private byte[] Bytes()
    {
        if (_kept is { } kept) return kept;
        lock (_making)
        {
            if (_made.TryGetTarget(out byte[]? made)) return made;
            ArraySegment<byte> bytes = AlignedMemory.AllocateArray(length, Alignment);
            make(bytes);
            _offset = bytes.Offset;
            if (++_times > ReadsOfCompiling) _kept = bytes.Array;
            _made.SetTarget(bytes.Array!);
            return bytes.Array!;
        }
    }
}
