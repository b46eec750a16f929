using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>With constant statistics, one factor and one offset per channel.</summary>
internal sealed unsafe class BatchNormalizationKernel(PackedBuffer factor, PackedBuffer offset, int channels, Activation activation) : IKernel<BatchNormalizationKernel, BatchNormalization>
{
    public static Support Supports(BatchNormalization op, KernelSignature signature) => Support.All(
        new(Enumerable.Range(0, 5).All(i => signature.InputType(i) == ElementType.Float32), "operands are not all Float32"),
        new(Enumerable.Range(1, 4).All(i => signature.Constants[i] is not null), "statistics are not constant"),
        new(signature.Input(1).ElementCount > 0, "there are no channels"));

    public static Fusions Fusions(BatchNormalization op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static BatchNormalizationKernel Prepare(BatchNormalization op, KernelSignature signature)
    {
        ReadOnlySpan<float> scale = Constants.Floats(signature, 1), bias = Constants.Floats(signature, 2);
        ReadOnlySpan<float> mean = Constants.Floats(signature, 3), variance = Constants.Floats(signature, 4);
        float[] factors = new float[scale.Length], offsets = new float[scale.Length];
        for (int c = 0; c < factors.Length; c++)
        {
            double factor = scale[c] / Math.Sqrt((double)variance[c] + op.Epsilon);
            (factors[c], offsets[c]) = ((float)factor, (float)(bias[c] - (mean[c] * factor)));
        }

        return new(PackedBuffer.Of<float>(factors), PackedBuffer.Of<float>(offsets), factors.Length, op.Activation);
    }

    public void Run(in KernelArgs args)
    {
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        {
            var count = (nint)args.Input(0).Info.ElementCount;
            FloatClamp clamp = FloatClamp.Of(activation);
            NormalizationLoop.Scale(x, y, count / channels, channels, (float*)factor.Pointer, (float*)offset.Pointer, clamp);
            if (!clamp.IsComplete) FloatActivation.Apply(activation, y, count);
        }
    }
}
