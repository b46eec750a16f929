namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Float weights laid out with any strides.</summary>
internal readonly unsafe struct FloatUnits(float* weights, nint groupStride, nint columnStride, nint tapStride, nint unitStride) : IWeightUnits
{
    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        var from = (uint*)weights + (group * groupStride) + (column * columnStride) + (tap * tapStride) + (unit * unitStride);
        for (nint i = 0; i < count; i++) to[i * stride] = from[i * unitStride];
    }
}
