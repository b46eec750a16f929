using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>The operators of <c>cpu.simd</c>: one line each, in alphabetical order.</summary>
internal static class SimdKernels
{
    public static KernelTable All { get; } = new KernelTable.Builder()
        .Add<Binary, BinaryKernel>()
        .Add<Convolution, ConvolutionKernel>()
        .Add<DepthwiseConvolution, DepthwiseConvolutionKernel>()
        .Add<FullyConnected, FullyConnectedKernel>()
        .Add<Pool, PoolKernel>()
        .Add<Softmax, SoftmaxKernel>()
        .Add<Unary, UnaryKernel>()
        .Build();
}
