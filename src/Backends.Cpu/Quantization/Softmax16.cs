using System.Numerics;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>The softmax of 16-bit integers by tables, as TensorFlow Lite's kernels compute it; results have scale 2^-15 and zero point 0.</summary>
internal sealed class Softmax16
{
    private const double Range = ushort.MaxValue;

    /// <summary>Exponentials of -10 … 0; below, they count as that of -10.</summary>
    private const double LowestExponent = 10;

    // Tables are made in float64: their entries differ from those made in float32.
    private static readonly LookupTable Exponential = LookupTable.Of16(LowestExponent / Range, short.MaxValue, 2 / Range, 0, Math.Exp);
    private static readonly LookupTable Reciprocal = LookupTable.Of16(1 / Range, short.MinValue, 2 / Range, 0, x => 1 / (1 + x));

    private readonly FixedPointMultiplier _scale;

    /// <param name="inputScale">Scale of the input.</param>
    /// <param name="beta">Factor of the exponents.</param>
    public Softmax16(float inputScale, float beta) => _scale = FixedPointMultiplier.Of(inputScale * beta / (LowestExponent / Range));

    /// <summary>Whether the output is stored as the tables yield it.</summary>
    public static bool Fits(QuantizationInfo output) => output is { IsPerTensor: true, Scale: 1f / 32768, ZeroPoint: 0 };

    /// <summary>Replaces stored numbers by their softmax.</summary>
    public void Run(Span<int> row)
    {
        int max = short.MinValue, sum = 0;
        foreach (int x in row) max = Math.Max(max, x);
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = Exponential[Math.Clamp(_scale.Apply(row[i] - max) + short.MaxValue, short.MinValue, short.MaxValue)];
            sum += row[i];
        }

        int headroom = BitOperations.LeadingZeroCount((uint)sum);
        int shifted = (int)((((long)sum << (headroom - 1)) + (1 << 13)) >> 14);
        int reciprocal = Reciprocal[Math.Clamp(shifted - ((1 << 15) + (1 << 16)), short.MinValue, short.MaxValue)];
        int right = 31 - headroom;
        for (int i = 0; i < row.Length; i++)
            row[i] = (int)Math.Clamp((((long)row[i] * reciprocal) + (1L << (right - 1))) >> right, 0, short.MaxValue);
    }
}
