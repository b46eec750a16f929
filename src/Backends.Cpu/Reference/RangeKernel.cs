using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RangeKernel : IKernel<RangeKernel, Ops.Range>
{
    public static Support Supports(Ops.Range op, KernelSignature signature) => Support.Yes;

    public static RangeKernel Prepare(Ops.Range op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        switch (args.Output(0).Info.Type)
        {
            case ElementType.Float32: Run<float>(args); break;
            case ElementType.Float64: Run<double>(args); break;
            case ElementType.Int16: Run<short>(args); break;
            case ElementType.Int32: Run<int>(args); break;
            default: Run<long>(args); break;
        }
    }

    private static void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        T value = args.Input(0).Span<T>()[0], delta = args.Input(2).Span<T>()[0];
        Span<T> y = args.Output(0).Info.Shape.IsStatic ? args.Output(0).Span<T>() : args.Allocate(0, [Count(value, args.Input(1).Span<T>()[0], delta)]).Span<T>();
        for (int i = 0; i < y.Length; i++, value += delta) y[i] = value;
    }

    private static int Count<T>(T start, T limit, T delta) where T : unmanaged, INumber<T>
    {
        if (T.IsZero(delta)) throw new InvalidNetworkException("delta is 0, expected another number");
        double steps = Math.Ceiling((double.CreateChecked(limit) - double.CreateChecked(start)) / double.CreateChecked(delta));
        return checked((int)Math.Max(0, steps));
    }
}
