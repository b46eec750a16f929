using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Sums of bytes: what a zero point of the other operand is multiplied with.</summary>
internal static unsafe class ByteSums
{
    /// <summary>Sums of the rows of a tile.</summary>
    /// <param name="sums">Receives a sum per row.</param>
    /// <param name="rows">Where each row of each tap begins.</param>
    /// <param name="count">Rows.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="bytes">Bytes per tap.</param>
    /// <param name="begin">Whether sums begin at 0.</param>
    public static void Add(int* sums, byte** rows, int count, int taps, int bytes, bool begin)
    {
        for (int r = 0; r < count; r++)
        {
            int sum = begin ? 0 : sums[r];
            for (int t = 0; t < taps; t++) sum += Sum(rows[(t * TileJob.MaxRows) + r], bytes, flip: 0);
            sums[r] = sum;
        }
    }

    /// <summary>Sum of signed bytes that lie together: made unsigned by adding 128 to each.</summary>
    public static int Signed(byte* from, int count) => Sum(from, count, flip: 128) - (128 * count);

    private static int Sum(byte* from, int count, byte flip)
    {
        int i = 0, sum = 0;
        if (Avx2.IsSupported)
        {
            Vector256<long> sums = default;
            for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
                sums += Avx2.SumAbsoluteDifferences(Vector256.Load(from + i) ^ Vector256.Create(flip), Vector256<byte>.Zero).AsInt64();
            sum = (int)Vector256.Sum(sums);
        }

        for (; i < count; i++) sum += from[i] ^ flip;
        return sum;
    }
}
