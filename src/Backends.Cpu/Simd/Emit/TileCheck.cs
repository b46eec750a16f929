using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Compares tiles of bytes with plain code, on numbers that need every bit.</summary>
internal static unsafe class TileCheck
{
    private const int Taps = 2;
    private const int Units = 3;
    private const int UnitBytes = 4;

    /// <summary>Whether every tile computes what it should, with sums that begin and with sums that go on.</summary>
    public static bool Passes(TileSet tiles)
    {
        for (int rows = 1; rows <= TileJob.CommonRows; rows++)
            for (int columns = 1; columns <= tiles.MaxColumns; columns++)
                if (!Passes(tiles, rows, columns)) return false;
        return true;
    }

    private static bool Passes(TileSet tiles, int rows, int columns)
    {
        int width = columns * tiles.Lanes;
        byte[] activations = Numbers(Taps * rows * Units * UnitBytes), weights = Numbers(Taps * Units * UnitBytes * width);
        var start = new int[width];
        for (int i = 0; i < width; i++) start[i] = (i * 7919) - 65536;
        int[] expected = Expected(activations, weights, start, rows, width), actual = new int[rows * width];
        fixed (byte* a = activations)
        fixed (byte* w = weights)
        fixed (int* s = start)
        fixed (int* to = actual)
        {
            byte** table = stackalloc byte*[Taps * TileJob.MaxRows];
            for (int t = 0; t < Taps; t++)
                for (int r = 0; r < TileJob.MaxRows; r++) table[(t * TileJob.MaxRows) + r] = a + (((t * rows) + Math.Min(r, rows - 1)) * Units * UnitBytes);
            var job = new TileJob { Rows = table, Taps = Taps, Units = Units, Weights = w, Start = (byte*)s, Sums = (byte*)to, SumStride = width * sizeof(int) };
            tiles.Run(rows, columns, &job);
            if (!actual.AsSpan().SequenceEqual(expected)) return false;
            // Going on from the sums themselves adds the products once more.
            job.Start = null;
            tiles.Run(rows, columns, &job);
            for (int i = 0; i < actual.Length; i++)
                if (actual[i] != (2 * expected[i]) - start[i % width]) return false;
        }

        return true;
    }

    private static int[] Expected(byte[] activations, byte[] weights, int[] start, int rows, int width)
    {
        var sums = new int[rows * width];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < width; c++)
            {
                int sum = start[c];
                for (int t = 0; t < Taps; t++)
                    for (int u = 0; u < Units; u++)
                        for (int i = 0; i < UnitBytes; i++)
                            sum += activations[(((((t * rows) + r) * Units) + u) * UnitBytes) + i] * (sbyte)weights[(((((t * Units) + u) * width) + c) * UnitBytes) + i];
                sums[(r * width) + c] = sum;
            }

        return sums;
    }

    /// <summary>Bytes in no order, the same every time; the largest products are among them.</summary>
    public static byte[] Numbers(int count)
    {
        var numbers = new byte[count];
        uint state = 2463534242;
        for (int i = 0; i < count; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            numbers[i] = i % 5 == 0 ? (byte)255 : i % 7 == 0 ? (byte)128 : (byte)(state >> 11);
        }

        return numbers;
    }
}
