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
    public static KernelTable All { get; } = new(static name => name switch
    {
        nameof(ArgMinMax) => KernelEntry.Of<ArgMinMax, ArgMinMaxKernel>(),
        nameof(Attention) => KernelEntry.Of<Attention, AttentionKernel>(),
        nameof(BatchNormalization) => KernelEntry.Of<BatchNormalization, BatchNormalizationKernel>(),
        nameof(Binary) => KernelEntry.Of<Binary, BinaryKernel>(),
        nameof(Bitcast) => KernelEntry.Of<Bitcast, BitcastKernel>(),
        nameof(BroadcastTo) => KernelEntry.Of<BroadcastTo, BroadcastToKernel>(),
        nameof(Cast) => KernelEntry.Of<Cast, CastKernel>(),
        nameof(Comparison) => KernelEntry.Of<Comparison, ComparisonKernel>(),
        nameof(ComplexPart) => KernelEntry.Of<ComplexPart, ComplexPartKernel>(),
        nameof(Concat) => KernelEntry.Of<Concat, ConcatKernel>(),
        nameof(Convolution) => KernelEntry.Of<Convolution, ConvolutionKernel>(),
        nameof(DepthToSpace) => KernelEntry.Of<DepthToSpace, DepthToSpaceKernel>(),
        nameof(DepthwiseConvolution) => KernelEntry.Of<DepthwiseConvolution, DepthwiseConvolutionKernel>(),
        nameof(Dequantize) => KernelEntry.Of<Dequantize, DequantizeKernel>(),
        nameof(Dft) => KernelEntry.Of<Dft, DftKernel>(),
        nameof(ExpandDims) => KernelEntry.Of<ExpandDims, ExpandDimsKernel>(),
        nameof(Fill) => KernelEntry.Of<Fill, FillKernel>(),
        nameof(FullyConnected) => KernelEntry.Of<FullyConnected, FullyConnectedKernel>(),
        nameof(Gather) => KernelEntry.Of<Gather, GatherKernel>(),
        nameof(GroupNormalization) => KernelEntry.Of<GroupNormalization, GroupNormalizationKernel>(),
        nameof(Gru) => KernelEntry.Of<Gru, GruKernel>(),
        nameof(LayerNormalization) => KernelEntry.Of<LayerNormalization, LayerNormalizationKernel>(),
        nameof(LocalResponseNormalization) => KernelEntry.Of<LocalResponseNormalization, LocalResponseNormalizationKernel>(),
        nameof(Logical) => KernelEntry.Of<Logical, LogicalKernel>(),
        nameof(Lstm) => KernelEntry.Of<Lstm, LstmKernel>(),
        nameof(MatMul) => KernelEntry.Of<MatMul, MatMulKernel>(),
        nameof(PRelu) => KernelEntry.Of<PRelu, PReluKernel>(),
        nameof(Pack) => KernelEntry.Of<Pack, PackKernel>(),
        nameof(Pad) => KernelEntry.Of<Pad, PadKernel>(),
        nameof(Pool) => KernelEntry.Of<Pool, PoolKernel>(),
        nameof(Quantize) => KernelEntry.Of<Quantize, QuantizeKernel>(),
        nameof(Reduce) => KernelEntry.Of<Reduce, ReduceKernel>(),
        nameof(Resample) => KernelEntry.Of<Resample, ResampleKernel>(),
        nameof(Reshape) => KernelEntry.Of<Reshape, ReshapeKernel>(),
        nameof(Resize) => KernelEntry.Of<Resize, ResizeKernel>(),
        nameof(Rfft2d) => KernelEntry.Of<Rfft2d, Rfft2dKernel>(),
        nameof(ScatterNd) => KernelEntry.Of<ScatterNd, ScatterNdKernel>(),
        nameof(Select) => KernelEntry.Of<Select, SelectKernel>(),
        nameof(ShapeOf) => KernelEntry.Of<ShapeOf, ShapeOfKernel>(),
        nameof(Slice) => KernelEntry.Of<Slice, SliceKernel>(),
        nameof(Softmax) => KernelEntry.Of<Softmax, SoftmaxKernel>(),
        nameof(SpaceToDepth) => KernelEntry.Of<SpaceToDepth, SpaceToDepthKernel>(),
        nameof(Split) => KernelEntry.Of<Split, SplitKernel>(),
        nameof(Squeeze) => KernelEntry.Of<Squeeze, SqueezeKernel>(),
        nameof(Stft) => KernelEntry.Of<Stft, StftKernel>(),
        nameof(StridedSlice) => KernelEntry.Of<StridedSlice, StridedSliceKernel>(),
        nameof(Tile) => KernelEntry.Of<Tile, TileKernel>(),
        nameof(Transpose) => KernelEntry.Of<Transpose, TransposeKernel>(),
        nameof(TransposedConvolution) => KernelEntry.Of<TransposedConvolution, TransposedConvolutionKernel>(),
        nameof(Unary) => KernelEntry.Of<Unary, UnaryKernel>(),
        nameof(Unpack) => KernelEntry.Of<Unpack, UnpackKernel>(),
        _ => null,
    });
}
