using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>Float weights of a column one after the other, two to a unit.</summary>
internal readonly unsafe struct PairUnits(float* weights, nint groupStride, nint columnStride, nint tapStride) : IWeightUnits
{
    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        float* from = weights + (group * groupStride) + (column * columnStride) + (tap * tapStride) + (2 * (nint)unit);
        for (nint i = 0; i < count; i++) to[i * stride] = PairRounding.Round(from[2 * i]) | (PairRounding.Round(from[(2 * i) + 1]) << 16);
    }
}
