using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MeanVarianceNormalizationKernel(MeanVarianceNormalization op)
    : IKernel<MeanVarianceNormalizationKernel, MeanVarianceNormalization>, IFloatKernel
{
    public static Support Supports(MeanVarianceNormalization op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static MeanVarianceNormalizationKernel Prepare(MeanVarianceNormalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        int rank = args.Input(0).Info.Shape.Rank;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank], coordinate = stackalloc int[rank];
        int count = Reduction.Plan(args, sizes, strides);
        if (x.IsEmpty) return;
        Span<T> means = args.Scratch.Rent<T>(x.Length / count), variances = args.Scratch.Rent<T>(x.Length / count);
        Reduction.Run<T, T, Reducers.Sum<T>>(x, sizes, strides, means);
        foreach (ref T mean in means) mean /= T.CreateChecked(count);
        coordinate.Clear();
        for (int i = 0; i < x.Length; i++, Coordinates.Next(sizes, coordinate)) y[i] = x[i] - means[Coordinates.Offset(coordinate, strides)];
        if (!op.NormalizeVariance) return;
        Reduction.Run<T, T, Reducers.SumSquare<T>>(y, sizes, strides, variances);
        for (int i = 0; i < x.Length; i++, Coordinates.Next(sizes, coordinate))
            y[i] /= T.Sqrt(variances[Coordinates.Offset(coordinate, strides)] / T.CreateChecked(count)) + T.CreateChecked(op.Epsilon);
    }
}
