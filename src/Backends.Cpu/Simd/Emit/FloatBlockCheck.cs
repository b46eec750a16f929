using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Compares an emitted depthwise convolution of floats with plain code, to the last bit.</summary>
internal static unsafe class FloatBlockCheck
{
    private const int Lanes = 16;
    private const int Vectors = 2;
    private const int Channels = (Lanes * Vectors) + 3;
    private const int Skipped = 1;
    private const float Untouched = -7;
    private const float Low = -0.5f;
    private const float High = 0.75f;

    /// <summary>Whether the kernel stores what it should, and nothing else.</summary>
    public static bool Passes(EmittedFunction<FloatBlockJob> kernel, FloatBlock block)
    {
        int inputs = block.InputRows * block.InputColumns, perVector = (1 + block.Taps) * Lanes;
        float[] x = FloatTileCheck.Numbers(inputs * Channels), weights = FloatTileCheck.Numbers(Vectors * perVector), y = new float[block.Rows * block.Columns * Channels];
        Array.Fill(y, Untouched);
        fixed (float* from = x)
        fixed (float* w = weights)
        fixed (float* to = y)
        {
            byte** elements = stackalloc byte*[inputs];
            for (int i = 0; i < inputs; i++) elements[i] = (byte*)(from + (i * Channels));
            var job = new FloatBlockJob
            {
                Elements = elements, Offset = Skipped * sizeof(float), Weights = (byte*)w, Output = (byte*)(to + Skipped), OutputStep = Channels * sizeof(float),
                OutputRow = (long)block.Columns * Channels * sizeof(float), Vectors = Vectors, Low = Low, High = High,
            };
            kernel.Run(&job);
        }

        for (int i = 0; i < y.Length; i++)
        {
            int window = i / Channels, c = (i % Channels) - Skipped;
            float expected = c is >= 0 and < Lanes * Vectors ? Math.Clamp(Sum(window / block.Columns, window % block.Columns, c), Low, High) : Untouched;
            if (y[i] != expected) return false;
        }

        return true;

        float Sum(int row, int column, int channel)
        {
            int first = (channel / Lanes * perVector) + (channel % Lanes);
            float sum = weights[first];
            for (int t = 0; t < block.Taps; t++)
            {
                int element = (((row * block.StrideH) + (t / block.KernelW)) * block.InputColumns) + (column * block.StrideW) + (t % block.KernelW);
                sum = MathF.FusedMultiplyAdd(x[(element * Channels) + Skipped + channel], weights[first + ((1 + t) * Lanes)], sum);
            }

            return sum;
        }
    }
}
