using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalPcanKernel(SignalPcan op) : IKernel<SignalPcanKernel, SignalPcan>
{
    private const int SnrBits = 12, OutputBits = 6;

    public static Support Supports(SignalPcan op, KernelSignature signature) => Support.Yes;

    public static SignalPcanKernel Prepare(SignalPcan op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<uint> x = args.Input(0).Span<uint>(), noise = args.Input(1).Span<uint>();
        ReadOnlySpan<short> table = args.Input(2).Span<short>();
        Span<uint> y = args.Output(0).Span<uint>();
        for (int i = 0; i < y.Length; i++)
        {
            uint gain = unchecked((uint)Gain(noise[i], table));
            y[i] = Shrink(unchecked((uint)(((ulong)x[i] * gain) >> op.SnrShift)));
        }
    }

    /// <summary>The table's parabola between the powers of two around x.</summary>
    private static short Gain(uint x, ReadOnlySpan<short> table)
    {
        if (x <= 2) return table[(int)x];
        int bits = SignalMath.BitLength(x);
        ReadOnlySpan<short> segment = table.Slice((4 * bits) - 6, 3);
        int fraction = (int)(bits < 11 ? x << (11 - bits) : x >> (bits - 11)) & 0x3FF;
        int slope = ((segment[2] * fraction) >> 5) + (segment[1] << 5);
        return unchecked((short)((((slope * fraction) + (1 << 14)) >> 15) + segment[0]));
    }

    private static uint Shrink(uint ratio) => ratio < 2u << SnrBits
        ? (ratio * ratio) >> (2 + (2 * SnrBits) - OutputBits)
        : (ratio >> (SnrBits - OutputBits)) - (1u << OutputBits);
}
