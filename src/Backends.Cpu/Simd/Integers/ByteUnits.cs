using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Four signed bytes in a unit, read where they are stored: the weights of a column lie together, and nothing is taken off them.</summary>
internal readonly unsafe struct ByteUnits(byte* weights, IntegerLayout layout) : IWeightUnits
{
    private const int UnitBytes = 4;

    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        byte* from = weights + layout.Index(group, column, (tap * layout.Channels) + (unit * UnitBytes));
        int left = layout.Channels - (unit * UnitBytes);
        for (; count > 0 && left >= UnitBytes; count--, left -= UnitBytes, from += UnitBytes, to += stride) *to = *(uint*)from;
        if (count == 0) return;
        uint last = 0;
        for (int i = 0; i < left; i++) last |= (uint)from[i] << (8 * i);
        *to = last;
    }
}
