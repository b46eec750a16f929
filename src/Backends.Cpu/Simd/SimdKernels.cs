using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>The operators of <c>cpu.simd</c>: one line each, in alphabetical order.</summary>
/// <remarks>
/// What only copies whole rows, or is small beside what stands around it, is the reference's own kernel: it is listed so that a network is not
/// cut there.
/// </remarks>
internal static class SimdKernels
{
    public static KernelTable All { get; } = new KernelTable.Builder()
        .Add<BatchNormalization, BatchNormalizationKernel>()
        .Add<Binary, BinaryKernel>()
        .Add<Bitcast, BitcastKernel>()
        .Add<Cast, CastKernel>()
        .Add<Comparison, ComparisonKernel>()
        .Add<Concat, ConcatKernel>()
        .Add<Convolution, ConvolutionKernel>()
        .Add<DepthwiseConvolution, DepthwiseConvolutionKernel>()
        .Add<Dequantize, DequantizeKernel>()
        .Add<ExpandDims, ExpandDimsKernel>()
        .Add<Fill, FillKernel>()
        .Add<FullyConnected, FullyConnectedKernel>()
        .Add<Gather, GatherKernel>()
        .Add<Gru, GruKernel>()
        .Add<LayerNormalization, LayerNormalizationKernel>()
        .Add<LocalResponseNormalization, LocalResponseNormalizationKernel>()
        .Add<Logical, LogicalKernel>()
        .Add<Lstm, LstmKernel>()
        .Add<MatMul, MatMulKernel>()
        .Add<PRelu, PReluKernel>()
        .Add<Pack, PackKernel>()
        .Add<Pad, PadKernel>()
        .Add<Pool, PoolKernel>()
        .Add<Quantize, QuantizeKernel>()
        .Add<Reduce, ReduceKernel>()
        .Add<Resample, ResampleKernel>()
        .Add<Reshape, ReshapeKernel>()
        .Add<Resize, ResizeKernel>()
        .Add<Select, SelectKernel>()
        .Add<ShapeOf, ShapeOfKernel>()
        .Add<Slice, SliceKernel>()
        .Add<Softmax, SoftmaxKernel>()
        .Add<Split, SplitKernel>()
        .Add<Squeeze, SqueezeKernel>()
        .Add<StridedSlice, StridedSliceKernel>()
        .Add<Transpose, TransposeKernel>()
        .Add<TransposedConvolution, TransposedConvolutionKernel>()
        .Add<Unary, UnaryKernel>()
        .Add<Unpack, UnpackKernel>()
        .Build();
}
