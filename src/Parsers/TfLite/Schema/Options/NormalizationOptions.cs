using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>SOFTMAX.</summary>
internal sealed record SoftmaxOptions(float Beta) : TfLiteOptions, ITfLiteOptions<SoftmaxOptions>
{
    /// <inheritdoc/>
    public static SoftmaxOptions Read(FlatTable table) => new(table.Float(0));
}

/// <summary>L2_NORMALIZATION.</summary>
internal sealed record L2NormOptions(TfLiteActivation Activation) : TfLiteOptions, ITfLiteOptions<L2NormOptions>
{
    /// <inheritdoc/>
    public static L2NormOptions Read(FlatTable table) => new(table.Activation(0));
}

/// <summary>LOCAL_RESPONSE_NORMALIZATION.</summary>
internal sealed record LocalResponseNormalizationOptions(int Radius, float Bias, float Alpha, float Beta)
    : TfLiteOptions, ITfLiteOptions<LocalResponseNormalizationOptions>
{
    /// <inheritdoc/>
    public static LocalResponseNormalizationOptions Read(FlatTable table) =>
        new(table.Int32(0), table.Float(1), table.Float(2), table.Float(3));
}
