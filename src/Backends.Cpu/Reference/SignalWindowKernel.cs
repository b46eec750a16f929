using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalWindowKernel(SignalWindow op) : IKernel<SignalWindowKernel, SignalWindow>
{
    public static Support Supports(SignalWindow op, KernelSignature signature) => Support.Yes;

    public static SignalWindowKernel Prepare(SignalWindow op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<short> x = args.Input(0).Span<short>(), window = args.Input(1).Span<short>();
        Span<short> y = args.Output(0).Span<short>();
        for (int i = 0; i < y.Length; i++) y[i] = (short)Math.Clamp((x[i] * window[i % window.Length]) >> op.Shift, short.MinValue, short.MaxValue);
    }
}
