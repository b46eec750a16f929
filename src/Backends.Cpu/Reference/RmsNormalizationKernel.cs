using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RmsNormalizationKernel(RmsNormalization op) : IKernel<RmsNormalizationKernel, RmsNormalization>, IFloatKernel
{
    public static Support Supports(RmsNormalization op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static RmsNormalizationKernel Prepare(RmsNormalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        int size = LastDimensions.Size(args.Input(0).Info.Shape, op.Axis);
        for (int row = 0; size > 0 && row < x.Length / size; row++)
        {
            T sum = T.Zero;
            foreach (T value in x.Slice(row * size, size)) sum += value * value;
            T root = T.Sqrt((sum / T.CreateChecked(size)) + T.CreateChecked(op.Epsilon));
            for (int i = row * size; i < (row + 1) * size; i++) y[i] = x[i] / root;
        }

        LastDimensions.Scale<T>(args, y);
    }
}
