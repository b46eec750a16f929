using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class HardmaxKernel(Hardmax op) : IKernel<HardmaxKernel, Hardmax>, IFloatKernel
{
    public static Support Supports(Hardmax op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static HardmaxKernel Prepare(Hardmax op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        y.Clear();
        AxisLoop loop = AxisLoop.Of(args.Input(0).Info.Shape, op.Axis);
        for (int row = 0; row < loop.Rows && loop.Count > 0; row++)
        {
            int best = loop.Start(row);
            for (int k = 1; k < loop.Count; k++)
                if (x[loop.Start(row) + (k * loop.Inner)] > x[best]) best = loop.Start(row) + (k * loop.Inner);
            y[best] = T.One;
        }
    }
}
