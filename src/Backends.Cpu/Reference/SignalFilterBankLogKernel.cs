using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalFilterBankLogKernel(SignalFilterBankLog op) : IKernel<SignalFilterBankLogKernel, SignalFilterBankLog>
{
    public static Support Supports(SignalFilterBankLog op, KernelSignature signature) => Support.Yes;

    public static SignalFilterBankLogKernel Prepare(SignalFilterBankLog op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<uint> x = args.Input(0).Span<uint>();
        Span<short> y = args.Output(0).Span<short>();
        for (int i = 0; i < y.Length; i++)
        {
            uint shifted = x[i] << op.CorrectionBits;
            y[i] = shifted > 1 ? (short)Math.Min(SignalMath.Log(shifted, op.OutputScale), (uint)short.MaxValue) : (short)0;
        }
    }
}
