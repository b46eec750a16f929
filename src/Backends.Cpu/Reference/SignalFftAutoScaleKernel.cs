using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalFftAutoScaleKernel : IKernel<SignalFftAutoScaleKernel, SignalFftAutoScale>
{
    public static Support Supports(SignalFftAutoScale op, KernelSignature signature) => Support.Yes;

    public static SignalFftAutoScaleKernel Prepare(SignalFftAutoScale op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<short> x = args.Input(0).Span<short>();
        Span<short> y = args.Output(0).Span<short>();
        short largest = 0;
        foreach (short value in x)
        {
            // The magnitude of -32768 does not fit and stays negative, as in the original.
            if (value > largest) largest = value;
            else if (-value > largest) largest = unchecked((short)-value);
        }

        int bits = Math.Max(0, 15 - SignalMath.BitLength(unchecked((uint)largest)));
        for (int i = 0; i < y.Length; i++) y[i] = unchecked((short)(x[i] << bits));
        args.Output(1).Span<int>()[0] = bits;
    }
}
