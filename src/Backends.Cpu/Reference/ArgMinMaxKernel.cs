using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ArgMinMaxKernel(ArgMinMax op) : IKernel<ArgMinMaxKernel, ArgMinMax>, INumberKernel
{
    public static Support Supports(ArgMinMax op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static ArgMinMaxKernel Prepare(ArgMinMax op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.Run(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        var loop = AxisLoop.Of(shape, IntegerOperand.Axis(args.Input(1), 0, shape.Rank));
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row), best = 0;
            for (int k = 1; k < loop.Count; k++)
            {
                T value = x[start + (k * loop.Inner)], top = x[start + (best * loop.Inner)];
                bool better = op.Kind == ArgKind.Max ? value > top : value < top;
                if (better || (op.SelectLast && value == top)) best = k;
            }

            IntegerOperand.Write(args.Output(0), row, best);
        }
    }
}
