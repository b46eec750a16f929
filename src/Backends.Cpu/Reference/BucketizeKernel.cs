using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BucketizeKernel(Bucketize op) : IKernel<BucketizeKernel, Bucketize>
{
    public static Support Supports(Bucketize op, KernelSignature signature) => Support.All(
        new SupportRule(signature.InputType(0) is ElementType.Float32 or ElementType.Float64 or ElementType.Int32 or ElementType.Int64,
            $"input is {signature.InputType(0)}, expected Float32, Float64, Int32 or Int64"));

    public static BucketizeKernel Prepare(Bucketize op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Run<float, float>(args); break;
            case ElementType.Float64: Run<double, double>(args); break;
            case ElementType.Int32: Run<int, float>(args); break;
            default: Run<long, float>(args); break;
        }
    }

    private void Run<T, TCompared>(in KernelArgs args) where T : unmanaged, INumber<T> where TCompared : IFloatingPointIeee754<TCompared>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        ReadOnlySpan<float> boundaries = op.Boundaries.Span;
        Span<int> y = args.Output(0).Span<int>();
        for (int i = 0; i < y.Length; i++)
        {
            TCompared value = TCompared.CreateChecked(x[i]);
            int low = 0, high = boundaries.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (value < TCompared.CreateChecked(boundaries[middle])) high = middle;
                else low = middle + 1;
            }

            y[i] = low;
        }
    }
}
