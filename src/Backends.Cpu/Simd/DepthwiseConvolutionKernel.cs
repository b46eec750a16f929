using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class DepthwiseConvolutionKernel : IKernel<DepthwiseConvolutionKernel, DepthwiseConvolution>
{
    private readonly IPreparedKernel _arithmetic;

    private DepthwiseConvolutionKernel(IPreparedKernel arithmetic) => _arithmetic = arithmetic;

    public static Support Supports(DepthwiseConvolution op, KernelSignature signature) => 
        DenseRules.Supports(signature, op.Activation, op.Hybrid, weightAxis: Math.Max(signature.Input(1).Shape.IsRanked ? signature.Input(1).Shape.Rank - 1 : 0, 0));

    public static Fusions Fusions(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        bool takes = signature.InputType(0) == ElementType.Float32 && signature.InputType(1) == ElementType.Float32 && x.Rank <= 4 && x[x.Rank - 1] == y[y.Rank - 1];
        return takes ? Kernels.Fusions.TakesBands : Kernels.Fusions.None;
    }

    public static DepthwiseConvolutionKernel Prepare(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        bool single = x[x.Rank - 1] == y[y.Rank - 1];
        bool few = single && signature.Input(1).Shape.ElementCount / x[x.Rank - 1] <= IntegerDepthwise.MaxTaps;
        if (single && DenseRules.IsInteger(signature) && ByteDepthwise.Of(op, signature) is { } bytes) return new(bytes);
        if (DenseRules.IsInteger(signature)) return new(few ? new IntegerDepthwise(op, signature) : IntegerConvolution.OfDepthwise(op, signature));
        if (DenseRules.IsHybrid(signature, op.Hybrid)) return new(few ? new HybridDepthwise(op, signature) : HybridProduct.Of(op, signature));
        if (single && BlockDepthwise.Of(op, signature) is { } blocks) return new(blocks);
        return new(single ? new FloatDepthwise(op, signature) : FloatConvolution.OfDepthwise(op, signature));
    }

    public void Run(in KernelArgs args) => _arithmetic.Run(args);
}
