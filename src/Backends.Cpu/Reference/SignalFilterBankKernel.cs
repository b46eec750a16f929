using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalFilterBankKernel(SignalFilterBank op) : IKernel<SignalFilterBankKernel, SignalFilterBank>
{
    private const int X = 0, Weights = 1, Unweights = 2, FirstFrequency = 3, FirstWeight = 4, Width = 5;

    public static Support Supports(SignalFilterBank op, KernelSignature signature) => Support.Yes;

    public static SignalFilterBankKernel Prepare(SignalFilterBank op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Span<ulong> y = args.Output(0).Span<ulong>();
        ulong former = 0;
        for (int band = 0; band <= op.Channels; band++)
        {
            int width = args.Input(Width).Span<short>()[band];
            ReadOnlySpan<uint> x = Part<uint>(args, X, FirstFrequency, band, width);
            ulong sum = Dot(x, Part<short>(args, Weights, FirstWeight, band, width));
            if (band > 0) y[band - 1] = unchecked(sum + former);
            former = Dot(x, Part<short>(args, Unweights, FirstWeight, band, width));
        }
    }

    private static ReadOnlySpan<T> Part<T>(in KernelArgs args, int operand, int firsts, int band, int width) where T : unmanaged
    {
        if (width <= 0) return [];
        int first = args.Input(firsts).Span<short>()[band];
        ReadOnlySpan<T> all = args.Input(operand).Span<T>();
        return first >= 0 && first + width <= all.Length
            ? all.Slice(first, width)
            : throw new InvalidNetworkException($"band {band} takes {width} elements from {first} on of operand {operand}, which has {all.Length}");
    }

    private static ulong Dot(ReadOnlySpan<uint> x, ReadOnlySpan<short> weights)
    {
        ulong sum = 0;
        for (int i = 0; i < x.Length; i++) sum = unchecked(sum + ((ulong)(long)weights[i] * x[i]));
        return sum;
    }
}
