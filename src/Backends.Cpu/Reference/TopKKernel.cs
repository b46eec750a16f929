using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TopKKernel(TopK op) : IKernel<TopKKernel, TopK>, INumberKernel
{
    public static Support Supports(TopK op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static TopKKernel Prepare(TopK op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.Run(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> values = args.Output(0).Span<T>();
        AxisLoop from = AxisLoop.Of(args.Input(0).Info.Shape, op.Axis), to = AxisLoop.Of(args.Output(0).Info.Shape, op.Axis);
        Span<bool> taken = args.Scratch.Rent<bool>(from.Count);
        for (int row = 0; row < from.Rows; row++)
        {
            taken.Clear();
            int start = from.Start(row);
            for (int i = 0; i < to.Count; i++)
            {
                int best = -1;
                for (int c = 0; c < from.Count; c++)
                    if (!taken[c] && (best < 0 || IsBetter(x[start + (c * from.Inner)], x[start + (best * from.Inner)]))) best = c;
                taken[best] = true;
                int at = to.Start(row) + (i * to.Inner);
                values[at] = x[start + (best * from.Inner)];
                IntegerOperand.Write(args.Output(1), at, best);
            }
        }
    }

    private bool IsBetter<T>(T a, T b) where T : INumber<T> => op.Smallest ? a < b : a > b;
}
