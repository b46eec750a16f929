using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>CONCATENATION.</summary>
internal sealed record ConcatenationOptions(int Axis, TfLiteActivation Activation) : TfLiteOptions, ITfLiteOptions<ConcatenationOptions>
{
    /// <inheritdoc/>
    public static ConcatenationOptions Read(FlatTable table) => new(table.Int32(0), table.Activation(1));
}

/// <summary>RESHAPE.</summary>
/// <remarks><c>NewShape</c>: Used when there is no shape operand.</remarks>
internal sealed record ReshapeOptions(ValueList<int> NewShape) : TfLiteOptions, ITfLiteOptions<ReshapeOptions>
{
    /// <inheritdoc/>
    public static ReshapeOptions Read(FlatTable table) => new(table.Int32s(0));
}

/// <summary>SQUEEZE.</summary>
internal sealed record SqueezeOptions(ValueList<int> SqueezeDims) : TfLiteOptions, ITfLiteOptions<SqueezeOptions>
{
    /// <inheritdoc/>
    public static SqueezeOptions Read(FlatTable table) => new(table.Int32s(0));
}

/// <summary>SPLIT.</summary>
internal sealed record SplitOptions(int NumSplits) : TfLiteOptions, ITfLiteOptions<SplitOptions>
{
    /// <inheritdoc/>
    public static SplitOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>SPLIT_V.</summary>
internal sealed record SplitVOptions(int NumSplits) : TfLiteOptions, ITfLiteOptions<SplitVOptions>
{
    /// <inheritdoc/>
    public static SplitVOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>STRIDED_SLICE.</summary>
/// <remarks><c>Offset</c>: The end operand counts from the begin operand.</remarks>
internal sealed record StridedSliceOptions(int BeginMask, int EndMask, int EllipsisMask, int NewAxisMask, int ShrinkAxisMask, bool Offset)
    : TfLiteOptions, ITfLiteOptions<StridedSliceOptions>
{
    /// <inheritdoc/>
    public static StridedSliceOptions Read(FlatTable table) =>
        new(table.Int32(0), table.Int32(1), table.Int32(2), table.Int32(3), table.Int32(4), table.Bool(5));
}

/// <summary>GATHER.</summary>
internal sealed record GatherOptions(int Axis, int BatchDims) : TfLiteOptions, ITfLiteOptions<GatherOptions>
{
    /// <inheritdoc/>
    public static GatherOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>PACK.</summary>
internal sealed record PackOptions(int ValuesCount, int Axis) : TfLiteOptions, ITfLiteOptions<PackOptions>
{
    /// <inheritdoc/>
    public static PackOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>UNPACK.</summary>
internal sealed record UnpackOptions(int Num, int Axis) : TfLiteOptions, ITfLiteOptions<UnpackOptions>
{
    /// <inheritdoc/>
    public static UnpackOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>ONE_HOT.</summary>
internal sealed record OneHotOptions(int Axis) : TfLiteOptions, ITfLiteOptions<OneHotOptions>
{
    /// <inheritdoc/>
    public static OneHotOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>SPACE_TO_DEPTH.</summary>
internal sealed record SpaceToDepthOptions(int BlockSize) : TfLiteOptions, ITfLiteOptions<SpaceToDepthOptions>
{
    /// <inheritdoc/>
    public static SpaceToDepthOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>DEPTH_TO_SPACE.</summary>
internal sealed record DepthToSpaceOptions(int BlockSize) : TfLiteOptions, ITfLiteOptions<DepthToSpaceOptions>
{
    /// <inheritdoc/>
    public static DepthToSpaceOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>REVERSE_SEQUENCE.</summary>
internal sealed record ReverseSequenceOptions(int SeqDim, int BatchDim) : TfLiteOptions, ITfLiteOptions<ReverseSequenceOptions>
{
    /// <inheritdoc/>
    public static ReverseSequenceOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>MIRROR_PAD.</summary>
internal sealed record MirrorPadOptions(TfLiteMirrorPad Mode) : TfLiteOptions, ITfLiteOptions<MirrorPadOptions>
{
    /// <inheritdoc/>
    public static MirrorPadOptions Read(FlatTable table) => new((TfLiteMirrorPad)table.EnumInt8(0, (int)TfLiteMirrorPad.Symmetric));
}

/// <summary>SPARSE_TO_DENSE.</summary>
internal sealed record SparseToDenseOptions(bool ValidateIndices) : TfLiteOptions, ITfLiteOptions<SparseToDenseOptions>
{
    /// <inheritdoc/>
    public static SparseToDenseOptions Read(FlatTable table) => new(table.Bool(0));
}

/// <summary>SHAPE.</summary>
internal sealed record ShapeOptions(TfLiteTensorType OutType) : TfLiteOptions, ITfLiteOptions<ShapeOptions>
{
    /// <inheritdoc/>
    public static ShapeOptions Read(FlatTable table) => new(table.TensorType(0));
}

/// <summary>RANDOM_STANDARD_NORMAL, RANDOM_UNIFORM and MULTINOMIAL.</summary>
internal sealed record RandomOptions(long Seed, long Seed2) : TfLiteOptions, ITfLiteOptions<RandomOptions>
{
    /// <inheritdoc/>
    public static RandomOptions Read(FlatTable table) => new(table.Int64(0), table.Int64(1));
}

/// <summary>RESIZE_BILINEAR.</summary>
internal sealed record ResizeBilinearOptions(bool AlignCorners, bool HalfPixelCenters)
    : TfLiteOptions, ITfLiteOptions<ResizeBilinearOptions>
{
    /// <inheritdoc/>
    public static ResizeBilinearOptions Read(FlatTable table) => new(table.Bool(2), table.Bool(3));
}

/// <summary>RESIZE_NEAREST_NEIGHBOR.</summary>
internal sealed record ResizeNearestNeighborOptions(bool AlignCorners, bool HalfPixelCenters)
    : TfLiteOptions, ITfLiteOptions<ResizeNearestNeighborOptions>
{
    /// <inheritdoc/>
    public static ResizeNearestNeighborOptions Read(FlatTable table) => new(table.Bool(0), table.Bool(1));
}
