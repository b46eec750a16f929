using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Memory at an address that does not change, aligned to a cache line; the garbage collector frees it with its owner.</summary>
internal sealed unsafe class PackedBuffer
{
    private const int Alignment = 64;
    private readonly byte[] _array;

    /// <param name="bytes">Size; the memory is zeroed, and one vector more can be read.</param>
    public PackedBuffer(long bytes)
    {
        Bytes = bytes;
        _array = GC.AllocateArray<byte>(checked((int)bytes + (2 * Alignment)), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        Pointer = (byte*)((address + Alignment - 1) & -Alignment);
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
}
