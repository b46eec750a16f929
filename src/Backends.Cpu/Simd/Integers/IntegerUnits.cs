using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Two 16-bit or four 8-bit weights in a unit.</summary>
internal readonly unsafe struct IntegerUnits(short[] values, IntegerLayout layout) : IWeightUnits
{
    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        int elements = layout.Tiles.UnitElements, bits = 32 / elements, first = tap * layout.Channels;
        uint mask = elements == 4 ? 0xFFu : 0xFFFFu;
        int start = layout.Index(group, column, first), step = layout.Step;
        for (int u = 0; u < count; u++)
        {
            uint packed = 0;
            int at = (unit + u) * elements, end = Math.Min(at + elements, layout.Channels);
            for (int shift = 0; at < end; at++, shift += bits) packed |= (unchecked((uint)values[start + (at * step)]) & mask) << shift;
            to[u * stride] = packed;
        }
    }
}
