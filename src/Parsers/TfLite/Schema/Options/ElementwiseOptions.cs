using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>ADD.</summary>
/// <remarks><c>PotScaleInt16</c>: 16-bit scales are powers of two.</remarks>
internal sealed record AddOptions(TfLiteActivation Activation, bool PotScaleInt16) : TfLiteOptions, ITfLiteOptions<AddOptions>
{
    /// <inheritdoc/>
    public static AddOptions Read(FlatTable table) => new(table.Activation(0), table.Bool(1, true));
}

/// <summary>SUB.</summary>
/// <remarks><c>PotScaleInt16</c>: 16-bit scales are powers of two.</remarks>
internal sealed record SubOptions(TfLiteActivation Activation, bool PotScaleInt16) : TfLiteOptions, ITfLiteOptions<SubOptions>
{
    /// <inheritdoc/>
    public static SubOptions Read(FlatTable table) => new(table.Activation(0), table.Bool(1, true));
}

/// <summary>MUL.</summary>
internal sealed record MulOptions(TfLiteActivation Activation) : TfLiteOptions, ITfLiteOptions<MulOptions>
{
    /// <inheritdoc/>
    public static MulOptions Read(FlatTable table) => new(table.Activation(0));
}

/// <summary>DIV.</summary>
internal sealed record DivOptions(TfLiteActivation Activation) : TfLiteOptions, ITfLiteOptions<DivOptions>
{
    /// <inheritdoc/>
    public static DivOptions Read(FlatTable table) => new(table.Activation(0));
}

/// <summary>GELU.</summary>
/// <remarks><c>Approximate</c>: The tanh approximation.</remarks>
internal sealed record GeluOptions(bool Approximate) : TfLiteOptions, ITfLiteOptions<GeluOptions>
{
    /// <inheritdoc/>
    public static GeluOptions Read(FlatTable table) => new(table.Bool(0));
}

/// <summary>LEAKY_RELU.</summary>
internal sealed record LeakyReluOptions(float Alpha) : TfLiteOptions, ITfLiteOptions<LeakyReluOptions>
{
    /// <inheritdoc/>
    public static LeakyReluOptions Read(FlatTable table) => new(table.Float(0));
}

/// <summary>CAST.</summary>
internal sealed record CastOptions(TfLiteTensorType InDataType, TfLiteTensorType OutDataType) : TfLiteOptions, ITfLiteOptions<CastOptions>
{
    /// <inheritdoc/>
    public static CastOptions Read(FlatTable table) => new(table.TensorType(0), table.TensorType(1));
}

/// <summary>FAKE_QUANT.</summary>
internal sealed record FakeQuantOptions(float Min, float Max, int NumBits, bool NarrowRange)
    : TfLiteOptions, ITfLiteOptions<FakeQuantOptions>
{
    /// <inheritdoc/>
    public static FakeQuantOptions Read(FlatTable table) => new(table.Float(0), table.Float(1), table.Int32(2), table.Bool(3));
}

/// <summary>BUCKETIZE.</summary>
internal sealed record BucketizeOptions(ValueList<float> Boundaries) : TfLiteOptions, ITfLiteOptions<BucketizeOptions>
{
    /// <inheritdoc/>
    public static BucketizeOptions Read(FlatTable table) => new(table.Floats(0));
}
