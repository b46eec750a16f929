using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The matrices <c>[cells, inputs]</c> of the gates of a recurrent layer, one below the other.</summary>
/// <param name="signature">Has them as constant operands.</param>
/// <param name="first">Operand of the first gate; the others follow.</param>
/// <param name="cells">Rows of each.</param>
internal readonly unsafe struct GateUnits(KernelSignature signature, int first, int cells) : IWeightUnits
{
    public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
    {
        Tensor gate = Constants.Of(signature, first + (column / cells));
        ReadOnlySpan<float> from = gate.Span<float>().Slice((column % cells * gate.Info.Shape[1]) + unit, count);
        for (int i = 0; i < count; i++) to[i * stride] = BitConverter.SingleToUInt32Bits(from[i]);
    }
}
