using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Compares an emitted convolution of few channels with plain code, to the last bit.</summary>
internal static unsafe class FloatRowCheck
{
    private const int Lanes = 16;
    private const int Taps = 2;
    private const int Tiles = 2;
    private const int Missing = 3;
    private const float Untouched = -7;
    private const float Low = -0.5f;
    private const float High = 0.75f;

    /// <summary>Whether the kernel stores what it should, and nothing else.</summary>
    public static bool Passes(EmittedFunction<FloatRowJob> kernel, FloatRow row)
    {
        int columns = row.Vectors * Lanes, windows = row.Windows * Tiles, step = row.Step / sizeof(float), width = (windows * step) + row.Units, distance = columns + 1;
        float[] x = FloatTileCheck.Numbers(Taps * width), weights = FloatTileCheck.Numbers(Taps * row.Units * columns), start = FloatTileCheck.Numbers(columns), y = new float[windows * distance];
        Array.Fill(y, Untouched);
        fixed (float* from = x)
        fixed (float* w = weights)
        fixed (float* s = start)
        fixed (float* to = y)
        {
            byte** rows = stackalloc byte*[Taps];
            for (int t = 0; t < Taps; t++) rows[t] = (byte*)(from + (t * width));
            var job = new FloatRowJob
            {
                Rows = rows, Taps = Taps, Weights = (byte*)w, Start = (byte*)s, Output = (byte*)to, OutputStep = distance * sizeof(float), Tiles = Tiles,
                Mask = (1L << (Lanes - Missing)) - 1, Low = Low, High = High,
            };
            kernel.Run(&job);
        }

        for (int i = 0; i < y.Length; i++)
        {
            int window = i / distance, column = i % distance;
            float expected = column < columns - Missing ? Math.Clamp(Sum(window, column), Low, High) : Untouched;
            if (y[i] != expected) return false;
        }

        return true;

        float Sum(int window, int column)
        {
            float sum = start[column];
            for (int t = 0; t < Taps; t++)
                for (int u = 0; u < row.Units; u++)
                    sum = MathF.FusedMultiplyAdd(x[(t * width) + (window * step) + u], weights[(((t * row.Units) + u) * columns) + column], sum);
            return sum;
        }
    }
}
