using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Packs a matrix of bytes that is known only in a run: four elements of a column to a unit.</summary>
internal static unsafe class MatrixPacking
{
    private const int UnitBytes = 4;

    /// <param name="layout">Sizes; one group, one block.</param>
    /// <param name="matrix">The matrix, depth by columns.</param>
    /// <param name="transposed">Whether it is columns by depth.</param>
    /// <param name="depth">Elements of a column; what is missing of the last unit becomes 0.</param>
    /// <param name="flip">Bits that are turned around in every element.</param>
    /// <param name="to">Receives the packed matrix.</param>
    public static void Pack(DenseWeights layout, byte* matrix, bool transposed, int depth, byte flip, byte* to)
    {
        var units = (uint*)to;
        uint flips = flip * 0x01010101u;
        foreach (DensePanel panel in layout.Panels)
        {
            int width = panel.Vectors * layout.Tiles.Lanes;
            if (transposed) Columns(matrix + ((nint)panel.First * depth), units, panel.Count, width, depth, flips);
            else Rows(matrix + panel.First, units, panel.Count, width, depth, layout.Columns, flips);
            units += (nint)width * layout.Units;
        }
    }

    private static void Rows(byte* from, uint* to, int count, int width, int depth, int stride, uint flips)
    {
        int k = 0;
        for (; k <= depth - UnitBytes; k += UnitBytes, from += UnitBytes * (nint)stride, to += width)
        {
            byte* b0 = from, b1 = from + stride, b2 = b1 + stride, b3 = b2 + stride;
            int c = 0;
            if (Avx512F.IsSupported)
                for (; c <= count - Vector512<uint>.Count; c += Vector512<uint>.Count)
                {
                    Vector512<uint> low = Widen(b0 + c) | (Widen(b1 + c) << 8), high = (Widen(b2 + c) << 16) | (Widen(b3 + c) << 24);
                    ((low | high) ^ Vector512.Create(flips)).Store(to + c);
                }

            for (; c < count; c++) to[c] = (b0[c] | ((uint)b1[c] << 8) | ((uint)b2[c] << 16) | ((uint)b3[c] << 24)) ^ flips;
            for (; c < width; c++) to[c] = 0;
        }

        if (k == depth) return;
        for (int c = 0; c < width; c++)
        {
            uint unit = 0;
            for (int i = 0; i < depth - k && c < count; i++) unit |= (from[(i * (nint)stride) + c] ^ (flips & 0xFF)) << (8 * i);
            to[c] = unit;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widen(byte* from) => Avx512F.ConvertToVector512UInt32(Vector128.Load(from));

    private static void Columns(byte* from, uint* to, int count, int width, int depth, uint flips)
    {
        int whole = depth / UnitBytes, rest = depth % UnitBytes;
        for (int c = 0; c < width; c++)
        {
            byte* column = from + ((nint)c * depth);
            for (nint u = 0; u < whole; u++) to[(u * width) + c] = c < count ? ((uint*)column)[u] ^ flips : 0;
            if (rest == 0) continue;
            uint unit = 0;
            for (int i = 0; i < rest && c < count; i++) unit |= (column[(whole * UnitBytes) + i] ^ (flips & 0xFF)) << (8 * i);
            to[((nint)whole * width) + c] = unit;
        }
    }
}
