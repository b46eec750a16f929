using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Two 16-bit or four 8-bit weights in a unit.</summary>
internal readonly struct IntegerUnits(short[] values, IntegerLayout layout) : IWeightUnits
{
    public uint At(int group, int column, int tap, int unit)
    {
        int count = layout.Tiles.UnitElements, bits = 32 / count;
        uint packed = 0;
        for (int i = 0; i < count; i++)
        {
            int depth = layout.DepthOf(tap, (unit * count) + i);
            if (depth < 0) continue;
            uint value = unchecked((uint)values[layout.Index(group, column, depth)]) & (count == 4 ? 0xFFu : 0xFFFFu);
            packed |= value << (i * bits);
        }

        return packed;
    }
}
