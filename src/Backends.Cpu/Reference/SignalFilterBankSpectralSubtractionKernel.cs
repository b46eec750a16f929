using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalFilterBankSpectralSubtractionKernel(SignalFilterBankSpectralSubtraction op)
    : IKernel<SignalFilterBankSpectralSubtractionKernel, SignalFilterBankSpectralSubtraction>
{
    public static Support Supports(SignalFilterBankSpectralSubtraction op, KernelSignature signature) => Support.Yes;

    public static SignalFilterBankSpectralSubtractionKernel Prepare(SignalFilterBankSpectralSubtraction op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<uint> x = args.Input(0).Span<uint>(), noise = args.Input(1).Span<uint>();
        Span<uint> y = args.Output(0).Span<uint>(), next = args.Output(1).Span<uint>();
        for (int i = 0; i < x.Length; i++)
        {
            (ulong smoothing, ulong rest) = i % 2 == 0 ? (op.Smoothing, op.OneMinusSmoothing) : (op.AlternateSmoothing, op.AlternateOneMinusSmoothing);
            uint signal = x[i] << op.SmoothingBits;
            uint estimate = unchecked((uint)(((signal * smoothing) + (noise[i] * rest)) >> op.Bits)), taken = Math.Min(estimate, signal);
            next[i] = op.Clamping ? taken : estimate;
            y[i] = Math.Max((signal - taken) >> op.SmoothingBits, unchecked((uint)(((ulong)x[i] * op.MinSignalRemaining) >> op.Bits)));
        }
    }
}
