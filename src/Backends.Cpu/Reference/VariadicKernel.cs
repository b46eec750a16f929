using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class VariadicKernel(Variadic op) : IKernel<VariadicKernel, Variadic>, INumberKernel
{
    public static Support Supports(Variadic op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static VariadicKernel Prepare(Variadic op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.Run(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        Span<T> y = args.Output(0).Span<T>();
        for (int n = 0; n < args.InputCount; n++)
        {
            ReadOnlySpan<T> x = args.Input(n).Span<T>();
            var walk = new BroadcastWalk(args, 1, n);
            for (int i = 0; walk.Next(); i++)
                y[i] = n == 0 ? x[walk[0]] : op.Kind switch
                {
                    VariadicKind.Min => T.Min(y[i], x[walk[0]]),
                    VariadicKind.Max => T.Max(y[i], x[walk[0]]),
                    VariadicKind.Sum or VariadicKind.Mean => y[i] + x[walk[0]],
                };
        }

        if (op.Kind != VariadicKind.Mean) return;
        for (int i = 0; i < y.Length; i++) y[i] /= T.CreateChecked(args.InputCount);
    }
}
