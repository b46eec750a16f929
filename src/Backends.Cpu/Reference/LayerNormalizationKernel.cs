using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class LayerNormalizationKernel(LayerNormalization op) : IKernel<LayerNormalizationKernel, LayerNormalization>, IFloatKernel
{
    public static Support Supports(LayerNormalization op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static LayerNormalizationKernel Prepare(LayerNormalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        int size = LastDimensions.Size(args.Input(0).Info.Shape, op.Axis);
        T count = T.CreateChecked(size), epsilon = T.CreateChecked(op.Epsilon);
        for (int row = 0; size > 0 && row < x.Length / size; row++)
        {
            ReadOnlySpan<T> from = x.Slice(row * size, size);
            T mean = T.Zero, variance = T.Zero;
            foreach (T value in from) mean += value;
            mean /= count;
            foreach (T value in from) variance += (value - mean) * (value - mean);
            T inverse = T.One / T.Sqrt((variance / count) + epsilon);
            for (int i = 0; i < size; i++) y[(row * size) + i] = (from[i] - mean) * inverse;
            if (!op.Statistics) continue;
            args.Output(1).Span<T>()[row] = mean;
            args.Output(2).Span<T>()[row] = inverse;
        }

        LastDimensions.Scale<T>(args, y);
    }
}
