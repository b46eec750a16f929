using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class LocalResponseNormalizationKernel(LocalResponseNormalization op) : IKernel<LocalResponseNormalizationKernel, LocalResponseNormalization>
{
    public static Support Supports(LocalResponseNormalization op, KernelSignature signature) => Support.All(
        new SupportRule(signature.InputType(0) is ElementType.Float32 or ElementType.Float64, $"input is {signature.InputType(0)}, expected Float32 or Float64"));

    public static LocalResponseNormalizationKernel Prepare(LocalResponseNormalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        if (args.Input(0).Info.Type == ElementType.Float32) Run<float>(args);
        else Run<double>(args);
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        int channels = args.Input(0).Info.Shape[args.Input(0).Info.Shape.Rank - 1];
        for (int start = 0; start < x.Length; start += channels)
            for (int c = 0; c < channels; c++)
            {
                T sum = T.Zero;
                for (int k = Math.Max(0, c - op.Radius); k <= Math.Min(channels - 1L, (long)c + op.Radius); k++) sum += x[start + k] * x[start + k];
                T divisor = T.Pow(T.CreateChecked(op.Bias) + (T.CreateChecked(op.Alpha) * sum), T.CreateChecked(op.Beta));
                y[start + c] = x[start + c] / divisor;
            }
    }
}
