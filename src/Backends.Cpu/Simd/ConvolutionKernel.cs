using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class ConvolutionKernel : IKernel<ConvolutionKernel, Convolution>
{
    private readonly IPreparedKernel _arithmetic;

    private ConvolutionKernel(IPreparedKernel arithmetic) => _arithmetic = arithmetic;

    public static Support Supports(Convolution op, KernelSignature signature) => DenseRules.Supports(signature, op.Hybrid);

    public static ConvolutionKernel Prepare(Convolution op, KernelSignature signature) => new(new FloatConvolution(op, signature));

    public void Run(in KernelArgs args) => _arithmetic.Run(args);
}
