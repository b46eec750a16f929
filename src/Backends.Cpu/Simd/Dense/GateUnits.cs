using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The matrices <c>[cells, inputs]</c> of the gates of a recurrent layer, one below the other.</summary>
/// <param name="signature">Has them as constant operands.</param>
/// <param name="first">Operand of the first gate; the others follow.</param>
/// <param name="cells">Rows of each.</param>
internal readonly struct GateUnits(KernelSignature signature, int first, int cells) : IWeightUnits
{
    public uint At(int group, int column, int tap, int unit)
    {
        Tensor gate = Constants.Of(signature, first + (column / cells));
        return BitConverter.SingleToUInt32Bits(gate.Span<float>()[(column % cells * gate.Info.Shape[1]) + unit]);
    }
}
