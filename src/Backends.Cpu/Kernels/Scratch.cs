using System.Numerics;
using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>A stack of temporary memory that grows to what the hungriest node needs and is then reused without allocation.</summary>
internal sealed class Scratch
{
    private const int Alignment = 64;

    private Memory<byte> _block;
    private int _used;
    private int _wanted;

    /// <summary>Frees everything at once; the executor calls it before each node.</summary>
    public void Reset()
    {
        if (_wanted > _block.Length) _block = Allocate(_wanted);
        _used = _wanted = 0;
    }

    /// <summary>Memory for <paramref name="count"/> elements with undefined content, until the node has run.</summary>
    public Span<T> Rent<T>(int count) where T : unmanaged => View<T>(RentBytes(checked(count * Size<T>())).Span);

    /// <summary>Memory in bytes with undefined content, until the node has run.</summary>
    public Memory<byte> RentBytes(int count)
    {
        int aligned = checked((count + Alignment - 1) / Alignment * Alignment);
        _wanted = checked(_wanted + aligned);
        if (_used == 0 && aligned > _block.Length) _block = Allocate(aligned);
        if (_used + aligned > _block.Length) return GC.AllocateUninitializedArray<byte>(count);
        Memory<byte> rented = _block.Slice(_used, count);
        _used += aligned;
        return rented;
    }

    /// <summary>Memory that does not move, at the beginning of a cache line: vectors that cross one are slower.</summary>
    /// <remarks>More than is needed now: nodes need a little more one after the other, and what is outgrown stays until the garbage collector comes.</remarks>
    private static Memory<byte> Allocate(int needed)
    {
        int bytes = Math.Max(needed, (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)needed), (uint)(Array.MaxLength - Alignment)));
        byte[] array = GC.AllocateUninitializedArray<byte>(checked(bytes + Alignment), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return array.AsMemory((int)((Alignment - (address % Alignment)) % Alignment), bytes);
    }

#pragma warning disable RS0030 // the one place where scratch bytes become typed elements
    private static Span<T> View<T>(Span<byte> bytes) where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes);

    private static int Size<T>() where T : unmanaged => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
#pragma warning restore RS0030
}
