using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Compares tiles of floats of any unit with plain code, to the last bit.</summary>
internal static unsafe class FloatTileCheck
{
    private const int Taps = 2;
    private const int Units = 3;
    private const int Missing = 5;
    private const float Untouched = -7;
    private const float Low = -0.5f;
    private const float High = 0.75f;

    /// <summary>Whether every tile computes what it should: sums that begin and sums that go on, limited and not, with another matrix and without, with columns that do not exist.</summary>
    public static bool Passes(TileSet tiles)
    {
        for (int columns = 1; columns <= tiles.MaxColumns; columns++)
            for (int rows = 1; rows <= tiles.RowsOf(columns); rows++)
                if (!Passes(tiles, rows, columns)) return false;
        return true;
    }

    private static bool Passes(TileSet tiles, int rows, int columns)
    {
        TileUnit unit = tiles.Unit;
        int width = columns * tiles.Lanes, count = width - Missing;
        float[] activations = Operands(Taps * rows * Units, unit == TileUnit.Pair), weights = Operands(Taps * Units * width, unit == TileUnit.Pair), start = Numbers(width), sums = new float[rows * width];
        Array.Fill(sums, Untouched);
        fixed (float* a = activations)
        fixed (float* w = weights)
        fixed (byte* packed = Packed(weights, unit))
        fixed (float* s = start)
        fixed (float* to = sums)
        {
            byte** table = stackalloc byte*[Taps * TileJob.MaxRows];
            for (int t = 0; t < Taps; t++)
                for (int r = 0; r < rows; r++) table[(t * TileJob.MaxRows) + r] = (byte*)(a + (((t * rows) + r) * Units));
            var job = new TileJob
            {
                Rows = table, Taps = Taps, Units = Units, Weights = packed, Unpacking = Float24.Unpacking, Start = (byte*)s, Sums = (byte*)to, SumStride = width * sizeof(float),
                Low = Low, High = High, Mask = (1L << (tiles.Lanes - Missing)) - 1,
            };
            tiles.Run(rows, columns, &job);
            if (!Agrees((r, c) => Sum(start[c], r, c), limited: false)) return false;
            job.Start = null;
            job.Clamps = 1;
            tiles.Run(rows, columns, &job);
            if (!Agrees((r, c) => Sum(Sum(start[c], r, c), r, c), limited: true)) return false;
            float[] before = [.. sums];
            // Rows of the other matrix overlap, which only reading does not mind.
            job.Added = (byte*)w;
            job.AddedStride = sizeof(float);
            tiles.Run(rows, columns, &job);
            if (!Agrees((r, c) => Sum(before[(r * width) + c], r, c) + weights[r + c], limited: true)) return false;
        }

        return true;

        float Sum(float sum, int row, int column)
        {
            for (int t = 0; t < Taps; t++)
                for (int u = 0; u < Units; u++) sum = Add(sum, activations[(((t * rows) + row) * Units) + u], Stored(weights[(((t * Units) + u) * width) + column], unit), unit == TileUnit.Pair);
            return sum;
        }

        bool Agrees(Func<int, int, float> exact, bool limited)
        {
            for (int r = 0; r < rows; r++)
                for (int c = 0; c < width; c++)
                {
                    float expected = c >= count ? Untouched : limited ? Math.Clamp(exact(r, c), Low, High) : exact(r, c);
                    if (sums[(r * width) + c] != expected) return false;
                }

            return true;
        }
    }

    /// <summary>Weights as tiles read them, and a vector more.</summary>
    private static byte[] Packed(float[] weights, TileUnit unit)
    {
        var packed = new byte[(weights.Length * sizeof(float)) + 64];
        fixed (float* from = weights)
        fixed (byte* to = packed)
        {
            if (unit == TileUnit.Float24) Float24.Pack((uint*)from, to, weights.Length);
            else new ReadOnlySpan<byte>(from, weights.Length * sizeof(float)).CopyTo(packed);
        }

        return packed;
    }

    private static float Stored(float weight, TileUnit unit) => unit == TileUnit.Float24 ? BitConverter.UInt32BitsToSingle(Float24.Round(BitConverter.SingleToUInt32Bits(weight))) : weight;

    /// <summary>Adds a product, or those of the upper and then of the lower halves.</summary>
    private static float Add(float sum, float a, float b, bool pairs) => pairs
        ? MathF.FusedMultiplyAdd(Lower(a), Lower(b), MathF.FusedMultiplyAdd(Upper(a), Upper(b), sum)) : MathF.FusedMultiplyAdd(a, b, sum);

    private static float Upper(float pair) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(pair) & 0xFFFF0000);

    private static float Lower(float pair) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(pair) << 16);

    private static float[] Operands(int count, bool pairs)
    {
        float[] numbers = Numbers(pairs ? 2 * count : count);
        if (!pairs) return numbers;
        var halves = new float[count];
        for (int i = 0; i < count; i++)
            halves[i] = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(Upper(numbers[2 * i])) | (BitConverter.SingleToUInt32Bits(numbers[(2 * i) + 1]) >> 16));
        return halves;
    }

    /// <summary>Numbers of -1 to 1 in no order, the same every time, none of them short.</summary>
    public static float[] Numbers(int count)
    {
        byte[] bytes = TileCheck.Numbers(count * 3);
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = ((bytes[3 * i] | bytes[(3 * i) + 1] << 8 | bytes[(3 * i) + 2] << 16) - 8388608) / 8388608f;
        return numbers;
    }
}
