using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SoftmaxKernel(Softmax op) : IKernel<SoftmaxKernel, Softmax>
{
    public static Support Supports(Softmax op, KernelSignature signature) => Support.All(
        (signature.InputType(0) is ElementType.Float32 or ElementType.Float64, $"input is {signature.InputType(0)}, expected Float32 or Float64"));

    public static SoftmaxKernel Prepare(Softmax op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        if (args.Input(0).Info.Type == ElementType.Float32) Run<float>(args);
        else Run<double>(args);
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = args.Input(0).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + shape.Rank : op.Axis;
        int outer = (int)shape.Product(0, axis), count = shape[axis], inner = (int)shape.Product(axis + 1, shape.Rank);
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        T beta = T.CreateChecked(op.Beta);
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < inner; i++)
            {
                int start = (o * count * inner) + i;
                T max = T.NegativeInfinity, sum = T.Zero;
                for (int k = 0; k < count; k++) max = T.Max(max, x[start + (k * inner)]);
                for (int k = 0; k < count; k++) sum += y[start + (k * inner)] = T.Exp((x[start + (k * inner)] - max) * beta);
                for (int k = 0; k < count; k++) y[start + (k * inner)] /= sum;
            }
    }
}
