using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The operators of <c>cpu.ref</c>: one line each, in alphabetical order.</summary>
internal static class ReferenceKernels
{
    public static KernelTable All { get; } = new KernelTable.Builder()
        .Add<Binary, BinaryKernel>()
        .Add<Bitcast, BitcastKernel>()
        .Add<Bitwise, BitwiseKernel>()
        .Add<Cast, CastKernel>()
        .Add<Comparison, ComparisonKernel>()
        .Add<ComplexPart, ComplexPartKernel>()
        .Add<Concat, ConcatKernel>()
        .Add<Convolution, ConvolutionKernel>()
        .Add<DepthwiseConvolution, DepthwiseConvolutionKernel>()
        .Add<Dequantize, DequantizeKernel>()
        .Add<DetectionPostProcess, DetectionPostProcessKernel>()
        .Add<ExpandDims, ExpandDimsKernel>()
        .Add<FakeQuantize, FakeQuantizeKernel>()
        .Add<FullyConnected, FullyConnectedKernel>()
        .Add<Gather, GatherKernel>()
        .Add<L2Normalization, L2NormalizationKernel>()
        .Add<LocalResponseNormalization, LocalResponseNormalizationKernel>()
        .Add<LogSoftmax, LogSoftmaxKernel>()
        .Add<Logical, LogicalKernel>()
        .Add<NonMaxSuppression, NonMaxSuppressionKernel>()
        .Add<PRelu, PReluKernel>()
        .Add<Lstm, LstmKernel>()
        .Add<Pack, PackKernel>()
        .Add<Pad, PadKernel>()
        .Add<Pool, PoolKernel>()
        .Add<Quantize, QuantizeKernel>()
        .Add<Reduce, ReduceKernel>()
        .Add<Reshape, ReshapeKernel>()
        .Add<Resize, ResizeKernel>()
        .Add<Rfft2d, Rfft2dKernel>()
        .Add<Select, SelectKernel>()
        .Add<Slice, SliceKernel>()
        .Add<Softmax, SoftmaxKernel>()
        .Add<Split, SplitKernel>()
        .Add<Squeeze, SqueezeKernel>()
        .Add<StridedSlice, StridedSliceKernel>()
        .Add<Transpose, TransposeKernel>()
        .Add<TransposedConvolution, TransposedConvolutionKernel>()
        .Add<Unary, UnaryKernel>()
        .Add<Unpack, UnpackKernel>()
        .Add<Variadic, VariadicKernel>()
        .Build();
}
