using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>Weights <c>[outputs, 3, 3, inputs]</c>, transformed while they are packed: a group of columns for each of the 36 products.</summary>
/// <remarks>Computed in float64, rounded once. Products are rounded before they are added, so that vectors and single numbers yield the same bits.</remarks>
internal readonly unsafe struct WinogradUnits(float* weights, int inputs) : IWeightUnits
{
    private const int Side = 3;

    /// <summary>Weights between one input and one output.</summary>
    public const int Taps = Side * Side;

    private static readonly double[,] s_transform =
    {
        { 1.0 / 4, 0, 0 }, { -1.0 / 6, -1.0 / 6, -1.0 / 6 }, { -1.0 / 6, 1.0 / 6, -1.0 / 6 },
        { 1.0 / 24, 1.0 / 12, 1.0 / 6 }, { 1.0 / 24, -1.0 / 12, 1.0 / 6 }, { 0, 0, 1 },
    };

    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        double* factors = stackalloc double[Taps];
        nint* places = stackalloc nint[Taps];
        int terms = 0;
        for (int t = 0; t < Taps; t++)
        {
            double factor = s_transform[group / WinogradTile.Patch, t / Side] * s_transform[group % WinogradTile.Patch, t % Side];
            if (factor == 0) continue;
            (factors[terms], places[terms++]) = (factor, (nint)t * inputs);
        }

        float* from = weights + ((nint)column * Taps * inputs) + unit;
        var result = (float*)to;
        int i = 0;
        if (Avx512F.IsSupported)
        {
            float* lanes = stackalloc float[Vector256<float>.Count];
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector512<double> sum = default;
                for (int t = 0; t < terms; t++) sum += Avx512F.ConvertToVector512Double(Vector256.Load(from + places[t] + i)) * Vector512.Create(factors[t]);
                Avx512F.ConvertToVector256Single(sum).Store(lanes);
                for (int lane = 0; lane < Vector256<float>.Count; lane++) result[(i + lane) * stride] = lanes[lane];
            }
        }

        for (; i < count; i++)
        {
            double sum = 0;
            for (int t = 0; t < terms; t++) sum += from[places[t] + i] * factors[t];
            result[i * stride] = (float)sum;
        }
    }
}
