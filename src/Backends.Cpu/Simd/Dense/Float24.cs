using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>
/// Floats without their lowest 8 bits: 16 significant bits, off by 2^-16 of themselves at most. Where weights are read once for each run, reading
/// takes the time, and three quarters of the bytes take three quarters of it.
/// </summary>
internal static unsafe class Float24
{
    /// <summary>Bytes of one.</summary>
    public const int Bytes = 3;

    private const int Dropped = 8;

    private const uint Infinity = 0x7F800000, NotANumber = 0x7FC00000, Largest = 0x7F7FFF00, SignBit = 0x80000000;

    /// <summary>Bytes of weights below which they stay in the first-level cache, where nothing is gained.</summary>
    private const long FewBytes = 48 * 1024;

    private static readonly byte[] s_unpacking = CreateUnpacking();

    /// <summary>For a permutation of bytes that makes floats of 16 numbers: 64 indices, then a mask of the bytes that are not 0. It never moves.</summary>
    public static byte* Unpacking { get; } = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(s_unpacking, 0);

    /// <summary>Where the mask is behind <see cref="Unpacking"/>.</summary>
    public const int MaskOffset = 64;

    /// <summary>Whether it pays to read weights so.</summary>
    /// <param name="rows">Rows that they are multiplied with.</param>
    /// <param name="weights">How many there are.</param>
    public static bool Suits(long rows, long weights) => rows <= TileJob.WideRows && weights * sizeof(float) > FewBytes;

    /// <summary>Rounds floats, half to even, none of them to infinity; what is not a number stays so.</summary>
    /// <param name="from">Bits of floats.</param>
    /// <param name="to">Receives <see cref="Bytes"/> for each.</param>
    /// <param name="count">Floats.</param>
    public static void Pack(uint* from, byte* to, nint count)
    {
        for (nint i = 0; i < count; i++, to += Bytes)
        {
            uint rounded = Round(from[i]) >> Dropped;
            (to[0], to[1], to[2]) = ((byte)rounded, (byte)(rounded >> 8), (byte)(rounded >> 16));
        }
    }

    /// <summary>The bits of a float rounded to 24 bits, the lowest 8 of them 0.</summary>
    public static uint Round(uint bits)
    {
        uint size = bits & ~SignBit;
        if (size > Infinity) return (bits & SignBit) | NotANumber;
        if (size is > Largest and < Infinity) return (bits & SignBit) | Largest;
        uint rounded = (size + (1u << (Dropped - 1)) - 1 + (size >> Dropped & 1)) >> Dropped << Dropped;
        return (bits & SignBit) | rounded;
    }

    private static byte[] CreateUnpacking()
    {
        byte[] order = GC.AllocateArray<byte>(MaskOffset + sizeof(ulong), pinned: true);
        for (int i = 0; i < MaskOffset; i++)
        {
            int kept = (i % sizeof(float)) - 1;
            if (kept < 0) continue;
            order[i] = (byte)((i / sizeof(float) * Bytes) + kept);
            order[MaskOffset + (i / 8)] |= (byte)(1 << (i % 8));
        }

        return order;
    }
}
