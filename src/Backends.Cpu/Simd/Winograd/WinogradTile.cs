namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>F(4x4, 3x3): 16 results of a 3 by 3 window from 36 products instead of 144.</summary>
internal static class WinogradTile
{
    /// <summary>Results along each side of a tile.</summary>
    public const int Results = 4;

    /// <summary>Places of the input along each side that they need.</summary>
    public const int Patch = 6;

    /// <summary>Products per tile, input and output channel.</summary>
    public const int Products = Patch * Patch;

    private static readonly double[,] s_weights =
    {
        { 1.0 / 4, 0, 0 }, { -1.0 / 6, -1.0 / 6, -1.0 / 6 }, { -1.0 / 6, 1.0 / 6, -1.0 / 6 },
        { 1.0 / 24, 1.0 / 12, 1.0 / 6 }, { 1.0 / 24, -1.0 / 12, 1.0 / 6 }, { 0, 0, 1 },
    };

    /// <summary>Transforms weights <c>[outputs, 3, 3, inputs]</c> to <c>[36][outputs][inputs]</c>; computed in float64, rounded once.</summary>
    public static float[] Weights(ReadOnlySpan<float> weights, int outputs, int inputs)
    {
        var transformed = new float[Products * outputs * inputs];
        Span<double> half = stackalloc double[Patch * 3];
        for (int o = 0; o < outputs; o++)
            for (int i = 0; i < inputs; i++)
            {
                for (int y = 0; y < Patch; y++)
                    for (int x = 0; x < 3; x++)
                    {
                        double sum = 0;
                        for (int k = 0; k < 3; k++) sum += s_weights[y, k] * weights[(((((o * 3) + k) * 3) + x) * inputs) + i];
                        half[(y * 3) + x] = sum;
                    }

                for (int y = 0; y < Patch; y++)
                    for (int x = 0; x < Patch; x++)
                    {
                        double sum = 0;
                        for (int k = 0; k < 3; k++) sum += s_weights[x, k] * half[(y * 3) + k];
                        transformed[((((y * Patch) + x) * outputs) + o) * inputs + i] = (float)sum;
                    }
            }

        return transformed;
    }
}
