using System.Collections.Frozen;
using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>Readers of the two option unions, by the number of the type in the union. Types without fields have none.</summary>
internal static class OptionsUnions
{
    private delegate TfLiteOptions Reader(FlatTable table);

    private static readonly FrozenDictionary<int, Reader> First = new Dictionary<int, Reader>
    {
        [1] = Conv2DOptions.Read,
        [2] = DepthwiseConv2DOptions.Read,
        [3] = ConcatEmbeddingsOptions.Read,
        [4] = LSHProjectionOptions.Read,
        [5] = Pool2DOptions.Read,
        [6] = SVDFOptions.Read,
        [7] = RNNOptions.Read,
        [8] = FullyConnectedOptions.Read,
        [9] = SoftmaxOptions.Read,
        [10] = ConcatenationOptions.Read,
        [11] = AddOptions.Read,
        [12] = L2NormOptions.Read,
        [13] = LocalResponseNormalizationOptions.Read,
        [14] = LSTMOptions.Read,
        [15] = ResizeBilinearOptions.Read,
        [16] = CallOptions.Read,
        [17] = ReshapeOptions.Read,
        [18] = SkipGramOptions.Read,
        [19] = SpaceToDepthOptions.Read,
        [20] = EmbeddingLookupSparseOptions.Read,
        [21] = MulOptions.Read,
        [23] = GatherOptions.Read,
        [27] = ReducerOptions.Read,
        [28] = SubOptions.Read,
        [29] = DivOptions.Read,
        [30] = SqueezeOptions.Read,
        [31] = SequenceRNNOptions.Read,
        [32] = StridedSliceOptions.Read,
        [35] = SplitOptions.Read,
        [37] = CastOptions.Read,
        [40] = ArgMaxOptions.Read,
        [49] = TransposeConvOptions.Read,
        [50] = SparseToDenseOptions.Read,
        [55] = ShapeOptions.Read,
        [57] = ArgMinOptions.Read,
        [58] = FakeQuantOptions.Read,
        [59] = PackOptions.Read,
        [61] = OneHotOptions.Read,
        [64] = UnpackOptions.Read,
        [69] = BidirectionalSequenceLSTMOptions.Read,
        [70] = BidirectionalSequenceRNNOptions.Read,
        [71] = UnidirectionalSequenceLSTMOptions.Read,
        [74] = ResizeNearestNeighborOptions.Read,
        [75] = LeakyReluOptions.Read,
        [77] = MirrorPadOptions.Read,
        [79] = SplitVOptions.Read,
        [80] = UniqueOptions.Read,
        [87] = ReverseSequenceOptions.Read,
        [92] = IfOptions.Read,
        [93] = WhileOptions.Read,
        [94] = DepthToSpaceOptions.Read,
        [101] = BatchMatMulOptions.Read,
        [102] = CumsumOptions.Read,
        [103] = CallOnceOptions.Read,
        [106] = Conv3DOptions.Read,
        [107] = HashtableOptions.Read,
        [111] = VarHandleOptions.Read,
        [114] = RandomOptions.Read,
        [115] = BucketizeOptions.Read,
        [116] = GeluOptions.Read,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, Reader> Second = new Dictionary<int, Reader>
    {
        [1] = StablehloConcatenateOptions.Read,
        [2] = StablehloBroadcastInDimOptions.Read,
        [3] = StablehloSliceOptions.Read,
        [4] = StablehloConvolutionOptions.Read,
        [5] = StablehloCustomCallOptions.Read,
        [6] = StablehloReduceOptions.Read,
        [7] = StablehloScatterOptions.Read,
        [8] = StablehloCompareOptions.Read,
        [9] = StablehloDynamicSliceOptions.Read,
        [10] = StablehloPadOptions.Read,
        [11] = StablehloIotaOptions.Read,
        [12] = StablehloDotGeneralOptions.Read,
        [13] = StablehloReduceWindowOptions.Read,
        [14] = StablehloSortOptions.Read,
        [15] = StablehloWhileOptions.Read,
        [16] = StablehloGatherOptions.Read,
        [17] = StablehloTransposeOptions.Read,
        [19] = StablehloRngBitGeneratorOptions.Read,
        [20] = ReduceWindowOptions.Read,
        [21] = StableHLOCompositeOptions.Read,
        [23] = StablehloCaseOptions.Read,
    }.ToFrozenDictionary();

    /// <summary>Reads a table of the union <c>BuiltinOptions</c>; null when its type has no fields or is not known.</summary>
    public static TfLiteOptions? ReadFirst(int type, FlatTable table) => First.GetValueOrDefault(type)?.Invoke(table);

    /// <summary>Reads a table of the union <c>BuiltinOptions2</c>; null when its type has no fields or is not known.</summary>
    public static TfLiteOptions? ReadSecond(int type, FlatTable table) => Second.GetValueOrDefault(type)?.Invoke(table);
}
