using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Compares kernels for strips with plain code.</summary>
internal static unsafe class StripCheck
{
    private const int Tiles = 2;
    private const int Taps = 2;
    private const int TapBytes = 8;
    private const int UnitBytes = 4;
    private const int ZeroPoint = 3;
    private const byte Untouched = 0xA5;

    /// <summary>Whether every kernel stores what it should, and nothing else.</summary>
    public static bool Passes(StripSet strips, bool signed)
    {
        for (int rows = 1; rows <= TileJob.CommonRows; rows++)
            for (int columns = 1; columns <= TileJob.CommonColumns; columns++)
                if (!Passes(strips, signed, rows, columns)) return false;
        return true;
    }

    private static bool Passes(StripSet strips, bool signed, int rows, int columns)
    {
        int width = columns * StripSet.Lanes, count = width - 3, stride = width + 5;
        byte[] activations = TileCheck.Numbers(Tiles * Taps * rows * TapBytes), weights = TileCheck.Numbers(Taps * TapBytes * width);
        var (start, factors, output) = (new int[width], new float[width], new byte[(Tiles * rows * stride) + 64]);
        for (int i = 0; i < width; i++) (start[i], factors[i]) = ((i * 79) - 4096, 0.0013f + (i * 0.00017f));
        output.AsSpan().Fill(Untouched);
        var finish = default(StripFinish);
        finish.Set(ZeroPoint, (-100, 127), signed: true);
        fixed (byte* a = activations)
        fixed (byte* w = weights)
        fixed (int* s = start)
        fixed (float* f = factors)
        fixed (byte* to = output)
        {
            byte** table = stackalloc byte*[Tiles * Taps * TileJob.MaxRows];
            for (int t = 0; t < Tiles * Taps; t++)
                for (int r = 0; r < TileJob.MaxRows; r++) table[(t * TileJob.MaxRows) + r] = a + (((t * rows) + Math.Min(r, rows - 1)) * TapBytes);
            var job = new StripJob
            {
                Rows = table, Tiles = Tiles, Taps = Taps, TapBytes = TapBytes, Weights = w, Start = (byte*)s, Factors = (byte*)f, Finish = &finish,
                Output = to, OutputStride = stride, Mask = ulong.MaxValue >> (64 - count),
            };
            strips.Run(rows, columns, &job);
            for (int row = 0; row < Tiles * rows; row++)
                for (int j = 0; j < stride; j++)
                {
                    byte expected = j >= count ? Untouched : Result(table + (row / rows * Taps * TileJob.MaxRows) + (row % rows), w, s, f, width, columns, j, signed);
                    if (to[(row * stride) + j] != expected) return false;
                }
        }

        return true;
    }

    private static byte Result(byte** row, byte* weights, int* start, float* factors, int width, int columns, int result, bool signed)
    {
        // The column whose result this is: four of each vector take turns.
        int column = (result / UnitBytes % columns * StripSet.Lanes) + (result / (UnitBytes * columns) * UnitBytes) + (result % UnitBytes), sum = start[column];
        for (int t = 0; t < Taps; t++)
            for (int i = 0; i < TapBytes; i++)
            {
                int x = signed ? row[t * TileJob.MaxRows][i] ^ 0x80 : row[t * TileJob.MaxRows][i];
                sum += x * (sbyte)weights[(((((t * TapBytes) + i) / UnitBytes * width) + column) * UnitBytes) + (i % UnitBytes)];
            }

        return unchecked((byte)Math.Clamp((int)MathF.Round(sum * factors[column], MidpointRounding.ToEven) + ZeroPoint, -100, 127));
    }
}
