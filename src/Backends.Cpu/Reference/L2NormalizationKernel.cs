using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class L2NormalizationKernel(L2Normalization op) : IKernel<L2NormalizationKernel, L2Normalization>
{
    public static Support Supports(L2Normalization op, KernelSignature signature) => RealRows.Supports(signature);

    public static L2NormalizationKernel Prepare(L2Normalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0), y = args.Output(0);
        if (x.Info.Type == ElementType.Float32) Run<float>(x.Info.Shape, x.Span<float>(), y.Span<float>());
        else if (x.Info.Type == ElementType.Float64) Run<double>(x.Info.Shape, x.Span<double>(), y.Span<double>());
        else
        {
            Span<float> real = RealRows.Read(args, x), result = args.Scratch.Rent<float>(real.Length);
            Run<float>(x.Info.Shape, real, result);
            RealRows.Write(result, y);
        }
    }

    private void Run<T>(Shape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T epsilon = T.CreateChecked(op.Epsilon);
        var loop = AxisLoop.Of(shape, op.Axis);
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row);
            T sum = T.Zero;
            for (int k = 0; k < loop.Count; k++) sum += x[start + (k * loop.Inner)] * x[start + (k * loop.Inner)];
            T norm = T.Max(T.Sqrt(sum), epsilon);
            for (int k = 0; k < loop.Count; k++) y[start + (k * loop.Inner)] = x[start + (k * loop.Inner)] / norm;
        }
    }
}
