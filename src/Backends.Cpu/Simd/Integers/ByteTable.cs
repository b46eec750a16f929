using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A function of one stored byte: all 256 results, computed once by the reference's arithmetic.</summary>
internal sealed unsafe class ByteTable
{
    private readonly PackedBuffer _entries = new(256);

    /// <param name="signed">Whether operands are signed.</param>
    /// <param name="function">From stored operand to stored result of 8 bits.</param>
    public ByteTable(bool signed, Func<int, int> function)
    {
        for (int i = 0; i < 256; i++) _entries.Pointer[i] = unchecked((byte)function(signed ? (sbyte)i : i));
    }

    public void Map(byte* from, byte* to, nint count)
    {
        byte* table = _entries.Pointer;
        nint i = 0;
        if (Avx512Vbmi.IsSupported)
        {
            // Two lookups of 7 bits each; the top bit chooses between them.
            Vector512<byte> a = Vector512.Load(table), b = Vector512.Load(table + 64), c = Vector512.Load(table + 128), d = Vector512.Load(table + 192);
            for (; i <= count - 64; i += 64)
            {
                Vector512<byte> index = Vector512.Load(from + i);
                Vector512<byte> low = Avx512Vbmi.PermuteVar64x8x2(a, index, b), high = Avx512Vbmi.PermuteVar64x8x2(c, index, d);
                Vector512.ConditionalSelect(Vector512.LessThan(index.AsSByte(), Vector512<sbyte>.Zero).AsByte(), high, low).Store(to + i);
            }
        }

        for (; i < count; i++) to[i] = table[from[i]];
    }
}
