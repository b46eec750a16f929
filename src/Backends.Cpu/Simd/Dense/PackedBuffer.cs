using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Memory at an address that does not change, aligned to a cache line; the garbage collector frees it with its owner.</summary>
internal sealed unsafe class PackedBuffer
{
    private const int Alignment = 64;

    /// <summary>Small buffers share arrays: the collector treats each pinned array as a large object, and layers have several small buffers.</summary>
    private const int ChunkBytes = 64 * 1024, SmallBytes = ChunkBytes / 8;

    /// <summary>Where this thread puts its next small buffer.</summary>
    [ThreadStatic]
    private static Chunk? t_chunk;

    private readonly byte[] _array;

    /// <param name="bytes">Size; the memory is zeroed, and one vector more can be read.</param>
    public PackedBuffer(long bytes)
    {
        Bytes = bytes;
        Chunk chunk = bytes > SmallBytes ? new Chunk(bytes) : t_chunk is { } shared && shared.Holds(bytes) ? shared : t_chunk = new Chunk(ChunkBytes);
        _array = chunk.Array;
        Pointer = chunk.Take(bytes);
    }

    /// <summary>A copy of constants.</summary>
    public static PackedBuffer Of<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var buffer = new PackedBuffer((long)values.Length * sizeof(T));
        values.CopyTo(new Span<T>(buffer.Pointer, values.Length));
        return buffer;
    }

    public byte* Pointer { get; }

    public long Bytes { get; }

    /// <summary>An array, handed out from its beginning.</summary>
    private sealed class Chunk
    {
        private readonly byte* _end;
        private byte* _next;

        public Chunk(long bytes)
        {
            Array = GC.AllocateArray<byte>(checked((int)bytes + (2 * Alignment)), pinned: true);
            long address = Marshal.UnsafeAddrOfPinnedArrayElement(Array, 0);
            _next = (byte*)((address + Alignment - 1) & -Alignment);
            _end = _next + bytes;
        }

        public byte[] Array { get; }

        public bool Holds(long bytes) => bytes <= _end - _next;

        public byte* Take(long bytes)
        {
            byte* taken = _next;
            _next += (bytes + Alignment - 1) & -Alignment;
            return taken;
        }
    }
}
