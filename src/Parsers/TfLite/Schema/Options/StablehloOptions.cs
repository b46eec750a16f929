using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>STABLEHLO_COMPOSITE: a named operator together with its definition as a subgraph.</summary>
/// <remarks><c>Attributes</c>: A FlexBuffers map.</remarks>
internal sealed record StableHLOCompositeOptions(string Name, int DecompositionSubgraph, ReadOnlyMemory<byte> Attributes, int Version)
    : TfLiteOptions, ITfLiteOptions<StableHLOCompositeOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [DecompositionSubgraph];

    /// <inheritdoc/>
    public static StableHLOCompositeOptions Read(FlatTable table) =>
        new(table.String(0), table.Int32(1), table.Bytes(2) ?? default, table.Int32(4));
}

/// <summary>STABLEHLO_WHILE.</summary>
internal sealed record StablehloWhileOptions(int CondSubgraph, int BodySubgraph)
    : TfLiteOptions, ITfLiteOptions<StablehloWhileOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [CondSubgraph, BodySubgraph];

    /// <inheritdoc/>
    public static StablehloWhileOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>STABLEHLO_CASE.</summary>
internal sealed record StablehloCaseOptions(ValueList<int> BranchSubgraphs)
    : TfLiteOptions, ITfLiteOptions<StablehloCaseOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => BranchSubgraphs;

    /// <inheritdoc/>
    public static StablehloCaseOptions Read(FlatTable table) => new(table.Int32s(0));
}

/// <summary>STABLEHLO_CUSTOM_CALL.</summary>
internal sealed record StablehloCustomCallOptions(string CallTargetName, bool HasSideEffect, string BackendConfig, int ApiVersion,
    ValueList<int> CalledComputations, ReadOnlyMemory<byte> CustomAttributes)
    : TfLiteOptions, ITfLiteOptions<StablehloCustomCallOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => CalledComputations;

    /// <inheritdoc/>
    public static StablehloCustomCallOptions Read(FlatTable table) =>
        new(table.String(0), table.Bool(1), table.String(2), table.Int32(3), table.Int32s(4), table.Bytes(5) ?? default);
}

/// <summary>STABLEHLO_REDUCE.</summary>
internal sealed record StablehloReduceOptions(ValueList<long> Dimensions, int BodySubgraph)
    : TfLiteOptions, ITfLiteOptions<StablehloReduceOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [BodySubgraph];

    /// <inheritdoc/>
    public static StablehloReduceOptions Read(FlatTable table) => new(table.Int64s(0), table.Int32(1));
}

/// <summary>STABLEHLO_REDUCE_WINDOW.</summary>
/// <remarks><c>Padding</c>: Low and high per dimension.</remarks>
internal sealed record StablehloReduceWindowOptions(ValueList<long> WindowDimensions, ValueList<long> WindowStrides,
    ValueList<long> BaseDilations, ValueList<long> WindowDilations, ValueList<long> Padding, int BodySubgraph)
    : TfLiteOptions, ITfLiteOptions<StablehloReduceWindowOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [BodySubgraph];

    /// <inheritdoc/>
    public static StablehloReduceWindowOptions Read(FlatTable table) =>
        new(table.Int64s(0), table.Int64s(1), table.Int64s(2), table.Int64s(3), table.Int64s(4), table.Int32(5));
}

/// <summary>STABLEHLO_SORT.</summary>
internal sealed record StablehloSortOptions(long Dimension, bool IsStable, int ComparatorSubgraph)
    : TfLiteOptions, ITfLiteOptions<StablehloSortOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [ComparatorSubgraph];

    /// <inheritdoc/>
    public static StablehloSortOptions Read(FlatTable table) => new(table.Int64(0), table.Bool(1), table.Int32(2));
}

/// <summary>STABLEHLO_SCATTER.</summary>
internal sealed record StablehloScatterOptions(bool IndicesAreSorted, ValueList<long> UpdateWindowDims, ValueList<long> InsertedWindowDims,
    ValueList<long> ScatterDimsToOperandDims, long IndexVectorDim, bool UniqueIndices, int UpdateSubgraph)
    : TfLiteOptions, ITfLiteOptions<StablehloScatterOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [UpdateSubgraph];

    /// <inheritdoc/>
    public static StablehloScatterOptions Read(FlatTable table) =>
        new(table.Bool(0), table.Int64s(1), table.Int64s(2), table.Int64s(3), table.Int64(4), table.Bool(5), table.Int32(6));
}

/// <summary>STABLEHLO_GATHER.</summary>
internal sealed record StablehloGatherOptions(ValueList<long> OffsetDims, ValueList<long> CollapsedSliceDims, ValueList<long> StartIndexMap,
    long IndexVectorDim, ValueList<long> SliceSizes, bool IndicesAreSorted) : TfLiteOptions, ITfLiteOptions<StablehloGatherOptions>
{
    /// <inheritdoc/>
    public static StablehloGatherOptions Read(FlatTable table) =>
        new(table.Int64s(0), table.Int64s(1), table.Int64s(2), table.Int64(3), table.Int64s(4), table.Bool(5));
}

/// <summary>STABLEHLO_TRANSPOSE.</summary>
internal sealed record StablehloTransposeOptions(ValueList<long> Permutation) : TfLiteOptions, ITfLiteOptions<StablehloTransposeOptions>
{
    /// <inheritdoc/>
    public static StablehloTransposeOptions Read(FlatTable table) => new(table.Int64s(0));
}

/// <summary>STABLEHLO_CONCATENATE.</summary>
internal sealed record StablehloConcatenateOptions(long Dimension) : TfLiteOptions, ITfLiteOptions<StablehloConcatenateOptions>
{
    /// <inheritdoc/>
    public static StablehloConcatenateOptions Read(FlatTable table) => new(table.Int64(0));
}

/// <summary>STABLEHLO_BROADCAST_IN_DIM.</summary>
internal sealed record StablehloBroadcastInDimOptions(ValueList<long> BroadcastDimensions)
    : TfLiteOptions, ITfLiteOptions<StablehloBroadcastInDimOptions>
{
    /// <inheritdoc/>
    public static StablehloBroadcastInDimOptions Read(FlatTable table) => new(table.Int64s(0));
}

/// <summary>STABLEHLO_SLICE.</summary>
internal sealed record StablehloSliceOptions(ValueList<long> StartIndices, ValueList<long> LimitIndices, ValueList<long> Strides)
    : TfLiteOptions, ITfLiteOptions<StablehloSliceOptions>
{
    /// <inheritdoc/>
    public static StablehloSliceOptions Read(FlatTable table) => new(table.Int64s(0), table.Int64s(1), table.Int64s(2));
}

/// <summary>STABLEHLO_DYNAMIC_SLICE.</summary>
internal sealed record StablehloDynamicSliceOptions(ValueList<long> SliceSizes)
    : TfLiteOptions, ITfLiteOptions<StablehloDynamicSliceOptions>
{
    /// <inheritdoc/>
    public static StablehloDynamicSliceOptions Read(FlatTable table) => new(table.Int64s(0));
}

/// <summary>STABLEHLO_PAD.</summary>
internal sealed record StablehloPadOptions(ValueList<long> EdgePaddingLow, ValueList<long> EdgePaddingHigh, ValueList<long> InteriorPadding)
    : TfLiteOptions, ITfLiteOptions<StablehloPadOptions>
{
    /// <inheritdoc/>
    public static StablehloPadOptions Read(FlatTable table) => new(table.Int64s(0), table.Int64s(1), table.Int64s(2));
}

/// <summary>STABLEHLO_IOTA.</summary>
internal sealed record StablehloIotaOptions(long IotaDimension) : TfLiteOptions, ITfLiteOptions<StablehloIotaOptions>
{
    /// <inheritdoc/>
    public static StablehloIotaOptions Read(FlatTable table) => new(table.Int64(0));
}
