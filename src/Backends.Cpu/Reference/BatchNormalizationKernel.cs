using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BatchNormalizationKernel(BatchNormalization op) : IKernel<BatchNormalizationKernel, BatchNormalization>, IFloatKernel
{
    public static Support Supports(BatchNormalization op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static BatchNormalizationKernel Prepare(BatchNormalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>(), scale = args.Input(1).Span<T>(), bias = args.Input(2).Span<T>();
        ReadOnlySpan<T> mean = args.Input(3).Span<T>(), variance = args.Input(4).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        T epsilon = T.CreateChecked(op.Epsilon);
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % scale.Length;
            y[i] = FusedActivation.Apply(op.Activation, ((x[i] - mean[c]) / T.Sqrt(variance[c] + epsilon) * scale[c]) + bias[c]);
        }
    }
}
