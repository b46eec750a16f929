using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ResampleKernel(Resample op) : IKernel<ResampleKernel, Resample>, INumberKernel
{
    public static Support Supports(Resample op, KernelSignature signature) => Support.All(
        new(NumberDispatch.IsNumber(signature.InputType(0)), $"input is {signature.InputType(0)}, expected numbers of at least 8 bits"),
        new(signature.Optional(3) is null or { Type: ElementType.Float32 or ElementType.Float64 }, $"regions are {signature.Optional(3)?.Type}, expected Float32 or Float64"));

    public static ResampleKernel Prepare(Resample op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.Run(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        if (y.IsEmpty) return;
        Shape shape = args.Input(0).Info.Shape, target = args.Output(0).Info.Shape;
        if (x.IsEmpty) throw new InvalidNetworkException($"{args.Input(0).Info} is empty, there is nothing to interpolate");
        Span<double> values = args.Scratch.Rent<double>(x.Length);
        for (int i = 0; i < x.Length; i++) values[i] = double.CreateChecked(x[i]);
        for (int i = 0; i < op.Axes.Count; i++)
        {
            int axis = op.Axes[i] < 0 ? op.Axes[i] + shape.Rank : op.Axes[i];
            var along = ResampleAxis.Of(op, args, i, shape[axis], target[axis]);
            if (along.IsIdentity) continue;
            AxisLoop from = AxisLoop.Of(shape, axis);
            shape = shape.With(axis, target[axis]);
            Span<double> resized = args.Scratch.Rent<double>((int)shape.ElementCount);
            Resize(values, from, resized, target[axis], along);
            values = resized;
        }

        bool whole = typeof(T) != typeof(float) && typeof(T) != typeof(double);
        for (int i = 0; i < y.Length; i++) y[i] = T.CreateSaturating(whole ? Math.Round(values[i], MidpointRounding.ToEven) : values[i]);
    }

    private void Resize(ReadOnlySpan<double> x, AxisLoop from, Span<double> y, int size, ResampleAxis along)
    {
        for (int k = 0; k < size; k++)
        {
            bool inside = along.Place(k, out int first, out ReadOnlySpan<double> weights);
            for (int outer = 0; outer < from.Outer; outer++)
                for (int inner = 0; inner < from.Inner; inner++)
                {
                    double sum = inside ? 0 : op.Extrapolation;
                    for (int w = 0; inside && w < weights.Length; w++)
                        if (weights[w] != 0)
                            sum += weights[w] * x[(((outer * from.Count) + Math.Clamp(first + w, 0, from.Count - 1)) * from.Inner) + inner];
                    y[(((outer * size) + k) * from.Inner) + inner] = sum;
                }
        }
    }
}
