using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>Float weights as floats of 16 bits, two that follow each other to a unit.</summary>
/// <param name="floats">The weights, a unit each.</param>
/// <param name="lower">Whether what rounding takes away is wanted instead of what it leaves.</param>
internal readonly unsafe struct PairedUnits<TUnits>(TUnits floats, bool lower) : IWeightUnits where TUnits : IWeightUnits
{
    private const int Together = 32;

    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        uint* bits = stackalloc uint[2 * Together];
        for (int done = 0; done < count; done += Together)
        {
            int units = Math.Min(Together, count - done);
            floats.Copy(group, column, tap, 2 * (unit + done), 2 * units, bits, 1);
            for (int i = 0; i < units; i++) to[(done + i) * stride] = Round(bits[2 * i]) | (Round(bits[(2 * i) + 1]) << 16);
        }
    }

    private uint Round(uint bits)
    {
        float value = BitConverter.UInt32BitsToSingle(bits);
        return PairRounding.Round(lower ? PairRounding.Rest(value) : value);
    }
}
