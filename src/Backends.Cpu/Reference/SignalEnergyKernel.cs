using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalEnergyKernel(SignalEnergy op) : IKernel<SignalEnergyKernel, SignalEnergy>
{
    public static Support Supports(SignalEnergy op, KernelSignature signature) => Support.Yes;

    public static SignalEnergyKernel Prepare(SignalEnergy op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<short> x = args.Input(0).Span<short>();
        Span<uint> y = args.Output(0).Span<uint>();
        Shape shape = args.Output(0).Info.Shape;
        int count = shape[shape.Rank - 1];
        for (int i = 0; i < y.Length; i++)
        {
            int re = x[2 * i], im = x[(2 * i) + 1];
            y[i] = i % count >= op.Start && i % count < op.End ? unchecked((uint)((re * re) + (im * im))) : 0;
        }
    }
}
