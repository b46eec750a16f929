using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>STABLEHLO_DOT_GENERAL.</summary>
internal sealed record StablehloDotGeneralOptions(ValueList<long> LhsBatchingDimensions, ValueList<long> RhsBatchingDimensions,
    ValueList<long> LhsContractingDimensions, ValueList<long> RhsContractingDimensions)
    : TfLiteOptions, ITfLiteOptions<StablehloDotGeneralOptions>
{
    /// <inheritdoc/>
    public static StablehloDotGeneralOptions Read(FlatTable table) =>
        new(table.Int64s(0), table.Int64s(1), table.Int64s(2), table.Int64s(3));
}

/// <summary>STABLEHLO_CONVOLUTION.</summary>
/// <remarks><c>Padding</c>: Low and high per spatial dimension.</remarks>
internal sealed record StablehloConvolutionOptions(ValueList<long> WindowStrides, ValueList<long> Padding, ValueList<long> LhsDilation,
    ValueList<long> RhsDilation, ValueList<bool> WindowReversal, long InputBatchDimension, long InputFeatureDimension,
    ValueList<long> InputSpatialDimensions, long KernelInputFeatureDimension, long KernelOutputFeatureDimension,
    ValueList<long> KernelSpatialDimensions, long OutputBatchDimension, long OutputFeatureDimension,
    ValueList<long> OutputSpatialDimensions, long FeatureGroupCount, long BatchGroupCount)
    : TfLiteOptions, ITfLiteOptions<StablehloConvolutionOptions>
{
    /// <inheritdoc/>
    public static StablehloConvolutionOptions Read(FlatTable table) =>
        new(table.Int64s(0), table.Int64s(1), table.Int64s(2), table.Int64s(3), table.Bools(4), table.Int64(5), table.Int64(6),
            table.Int64s(7), table.Int64(8), table.Int64(9), table.Int64s(10), table.Int64(11), table.Int64(12), table.Int64s(13),
            table.Int64(14), table.Int64(15));
}

/// <summary>STABLEHLO_COMPARE.</summary>
internal sealed record StablehloCompareOptions(StablehloComparisonDirection Direction, StablehloComparisonType CompareType)
    : TfLiteOptions, ITfLiteOptions<StablehloCompareOptions>
{
    /// <inheritdoc/>
    public static StablehloCompareOptions Read(FlatTable table) =>
        new((StablehloComparisonDirection)table.EnumInt32(0, (int)StablehloComparisonDirection.Less),
            (StablehloComparisonType)table.EnumInt32(1, (int)StablehloComparisonType.Unsigned));
}

/// <summary>STABLEHLO_RNG_BIT_GENERATOR.</summary>
internal sealed record StablehloRngBitGeneratorOptions(StablehloRngAlgorithm Algorithm)
    : TfLiteOptions, ITfLiteOptions<StablehloRngBitGeneratorOptions>
{
    /// <inheritdoc/>
    public static StablehloRngBitGeneratorOptions Read(FlatTable table) =>
        new((StablehloRngAlgorithm)table.EnumInt8(0, (int)StablehloRngAlgorithm.ThreeFry));
}

/// <summary>REDUCE_WINDOW.</summary>
internal sealed record ReduceWindowOptions(ReduceWindowFunction Function) : TfLiteOptions, ITfLiteOptions<ReduceWindowOptions>
{
    /// <inheritdoc/>
    public static ReduceWindowOptions Read(FlatTable table) => new((ReduceWindowFunction)table.EnumInt32(0, (int)ReduceWindowFunction.Any));
}

/// <summary>Relation that STABLEHLO_COMPARE tests.</summary>
internal enum StablehloComparisonDirection
{
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
    LessOrEqual,
    Less,
}

/// <summary>Order that STABLEHLO_COMPARE uses.</summary>
internal enum StablehloComparisonType
{
    NoType,
    Float,
    FloatTotalOrder,
    Signed,
    Unsigned,
}

/// <summary>Generator that STABLEHLO_RNG_BIT_GENERATOR uses.</summary>
internal enum StablehloRngAlgorithm
{
    Default,
    Philox,
    ThreeFry,
}

/// <summary>Function that REDUCE_WINDOW folds with.</summary>
internal enum ReduceWindowFunction
{
    Unsupported,
    Add,
    Mul,
    Minimum,
    Maximum,
    All,
    Any,
}
