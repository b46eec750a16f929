using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>FULLY_CONNECTED.</summary>
/// <remarks>
/// <c>KeepNumDims</c>: All dimensions but the last stay as they are; otherwise the output is a matrix.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.<br/>
/// <c>QuantizedBiasType</c>: Type of bias and accumulator; Float32 means not stated.
/// </remarks>
internal sealed record FullyConnectedOptions(TfLiteActivation Activation, TfLiteWeightsFormat WeightsFormat, bool KeepNumDims,
    bool AsymmetricQuantizeInputs, TfLiteTensorType QuantizedBiasType) : TfLiteOptions, ITfLiteOptions<FullyConnectedOptions>
{
    /// <inheritdoc/>
    public static FullyConnectedOptions Read(FlatTable table) =>
        new(table.Activation(0), (TfLiteWeightsFormat)table.EnumInt8(1, (int)TfLiteWeightsFormat.Shuffled4x16Int8), table.Bool(2),
            table.Bool(3), table.TensorType(4));
}

/// <summary>BATCH_MATMUL.</summary>
/// <remarks>
/// <c>AdjX</c>: The last two dimensions of the left operand are swapped.<br/>
/// <c>AdjY</c>: The last two dimensions of the right operand are swapped.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.
/// </remarks>
internal sealed record BatchMatMulOptions(bool AdjX, bool AdjY, bool AsymmetricQuantizeInputs)
    : TfLiteOptions, ITfLiteOptions<BatchMatMulOptions>
{
    /// <inheritdoc/>
    public static BatchMatMulOptions Read(FlatTable table) => new(table.Bool(0), table.Bool(1), table.Bool(2));
}

/// <summary>CONCAT_EMBEDDINGS.</summary>
internal sealed record ConcatEmbeddingsOptions(int NumChannels, ValueList<int> NumColumnsPerChannel, ValueList<int> EmbeddingDimPerChannel)
    : TfLiteOptions, ITfLiteOptions<ConcatEmbeddingsOptions>
{
    /// <inheritdoc/>
    public static ConcatEmbeddingsOptions Read(FlatTable table) => new(table.Int32(0), table.Int32s(1), table.Int32s(2));
}

/// <summary>EMBEDDING_LOOKUP_SPARSE.</summary>
internal sealed record EmbeddingLookupSparseOptions(TfLiteCombiner Combiner) : TfLiteOptions, ITfLiteOptions<EmbeddingLookupSparseOptions>
{
    /// <inheritdoc/>
    public static EmbeddingLookupSparseOptions Read(FlatTable table) => new((TfLiteCombiner)table.EnumInt8(0, (int)TfLiteCombiner.SqrtN));
}

/// <summary>LSH_PROJECTION.</summary>
internal sealed record LSHProjectionOptions(TfLiteLshProjection Type) : TfLiteOptions, ITfLiteOptions<LSHProjectionOptions>
{
    /// <inheritdoc/>
    public static LSHProjectionOptions Read(FlatTable table) => new((TfLiteLshProjection)table.EnumInt8(0, (int)TfLiteLshProjection.Dense));
}

/// <summary>SKIP_GRAM.</summary>
internal sealed record SkipGramOptions(int NgramSize, int MaxSkipSize, bool IncludeAllNgrams)
    : TfLiteOptions, ITfLiteOptions<SkipGramOptions>
{
    /// <inheritdoc/>
    public static SkipGramOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1), table.Bool(2));
}
