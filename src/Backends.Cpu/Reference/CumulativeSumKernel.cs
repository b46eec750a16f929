using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class CumulativeSumKernel(CumulativeSum op) : IKernel<CumulativeSumKernel, CumulativeSum>
{
    public static Support Supports(CumulativeSum op, KernelSignature signature) => Support.All(
        (signature.InputType(0) is ElementType.Float32 or ElementType.Float64 or ElementType.Int32 or ElementType.Int64, $"input is {signature.InputType(0)}, expected Float32, Float64, Int32 or Int64"));

    public static CumulativeSumKernel Prepare(CumulativeSum op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Run<float>(args); break;
            case ElementType.Float64: Run<double>(args); break;
            case ElementType.Int32: Run<int>(args); break;
            default: Run<long>(args); break;
        }
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        var loop = AxisLoop.Of(shape, IntegerOperand.Axis(args.Input(1), 0, shape.Rank));
        for (int row = 0; row < loop.Rows; row++)
        {
            T sum = T.Zero;
            for (int k = 0; k < loop.Count; k++)
            {
                int at = loop.Start(row) + ((op.Reverse ? loop.Count - 1 - k : k) * loop.Inner);
                T value = x[at];
                y[at] = op.Exclusive ? sum : sum + value;
                sum += value;
            }
        }
    }
}
