namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Elements of 2, 4 or 8 bits in bytes, the first in the lowest bits.</summary>
internal static class PackedBits
{
    /// <summary>The bits of an element.</summary>
    public static int Get(ReadOnlySpan<byte> bytes, int index, int bits) => (bytes[index * bits / 8] >> (index * bits % 8)) & ((1 << bits) - 1);

    /// <summary>Stores the low bits of a number over zeros.</summary>
    public static void Set(Span<byte> bytes, int index, int bits, int value) =>
        bytes[index * bits / 8] |= (byte)((value & ((1 << bits) - 1)) << (index * bits % 8));
}
