using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalFilterBankSquareRootKernel : IKernel<SignalFilterBankSquareRootKernel, SignalFilterBankSquareRoot>
{
    public static Support Supports(SignalFilterBankSquareRoot op, KernelSignature signature) => Support.Yes;

    public static SignalFilterBankSquareRootKernel Prepare(SignalFilterBankSquareRoot op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<ulong> x = args.Input(0).Span<ulong>();
        Span<uint> y = args.Output(0).Span<uint>();
        int bits = args.Input(1).Span<int>()[0];
        for (int i = 0; i < y.Length; i++) y[i] = SignalMath.SquareRoot(x[i]) >> bits;
    }
}
