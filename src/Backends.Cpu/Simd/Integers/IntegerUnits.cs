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
        // Weights that lie together, as most do, without asking for each what is left.
        int whole = step == 1 ? Math.Clamp((layout.Channels / elements) - unit, 0, count) : 0;
        if (whole > 0) Together(values.AsSpan(start + (unit * elements), whole * elements), elements, to, stride);
        for (int u = whole; u < count; u++)
        {
            uint packed = 0;
            int at = (unit + u) * elements, end = Math.Min(at + elements, layout.Channels);
            for (int shift = 0; at < end; at++, shift += bits) packed |= (unchecked((uint)values[start + (at * step)]) & mask) << shift;
            to[u * stride] = packed;
        }
    }

    private static void Together(ReadOnlySpan<short> values, int elements, uint* to, nint stride)
    {
        if (elements == 4)
            for (int i = 0; i + 3 < values.Length; i += 4, to += stride)
                *to = (byte)values[i] | ((uint)(byte)values[i + 1] << 8) | ((uint)(byte)values[i + 2] << 16) | ((uint)(byte)values[i + 3] << 24);
        else
            for (int i = 0; i + 1 < values.Length; i += 2, to += stride) *to = (ushort)values[i] | ((uint)(ushort)values[i + 1] << 16);
    }
}
