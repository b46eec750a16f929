namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Float weights laid out with any strides.</summary>
internal readonly unsafe struct FloatUnits(float* weights, nint groupStride, nint columnStride, nint tapStride, nint unitStride) : IWeightUnits
{
    public uint At(int group, int column, int tap, int unit) =>
        BitConverter.SingleToUInt32Bits(weights[(group * groupStride) + (column * columnStride) + (tap * tapStride) + (unit * unitStride)]);
}
