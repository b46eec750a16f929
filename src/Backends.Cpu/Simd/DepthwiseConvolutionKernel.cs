using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class DepthwiseConvolutionKernel : IKernel<DepthwiseConvolutionKernel, DepthwiseConvolution>
{
    private readonly IPreparedKernel _arithmetic;

    private DepthwiseConvolutionKernel(IPreparedKernel arithmetic) => _arithmetic = arithmetic;

    public static Support Supports(DepthwiseConvolution op, KernelSignature signature) => DenseRules.Supports(signature, op.Hybrid);

    public static DepthwiseConvolutionKernel Prepare(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        bool single = x[x.Rank - 1] == y[y.Rank - 1];
        return new(single ? new FloatDepthwise(op, signature) : FloatConvolution.OfDepthwise(op, signature));
    }

    public void Run(in KernelArgs args) => _arithmetic.Run(args);
}
