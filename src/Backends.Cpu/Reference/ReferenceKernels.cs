using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The operators of <c>cpu.ref</c>: one line each, in alphabetical order.</summary>
internal static class ReferenceKernels
{
    public static KernelTable All { get; } = new KernelTable.Builder()
        .Add<Concat, ConcatKernel>()
        .Add<Convolution, ConvolutionKernel>()
        .Add<DepthwiseConvolution, DepthwiseConvolutionKernel>()
        .Add<ExpandDims, ExpandDimsKernel>()
        .Add<FullyConnected, FullyConnectedKernel>()
        .Add<Gather, GatherKernel>()
        .Add<Pack, PackKernel>()
        .Add<Pad, PadKernel>()
        .Add<Pool, PoolKernel>()
        .Add<Reduce, ReduceKernel>()
        .Add<Reshape, ReshapeKernel>()
        .Add<Slice, SliceKernel>()
        .Add<Softmax, SoftmaxKernel>()
        .Add<Split, SplitKernel>()
        .Add<Squeeze, SqueezeKernel>()
        .Add<StridedSlice, StridedSliceKernel>()
        .Add<Transpose, TransposeKernel>()
        .Add<TransposedConvolution, TransposedConvolutionKernel>()
        .Add<Unpack, UnpackKernel>()
        .Build();
}
