using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>MEAN, SUM, REDUCE_PROD, REDUCE_MAX, REDUCE_MIN, REDUCE_ANY and REDUCE_ALL.</summary>
internal sealed record ReducerOptions(bool KeepDims) : TfLiteOptions, ITfLiteOptions<ReducerOptions>
{
    /// <inheritdoc/>
    public static ReducerOptions Read(FlatTable table) => new(table.Bool(0));
}

/// <summary>ARG_MAX.</summary>
internal sealed record ArgMaxOptions(TfLiteTensorType OutputType) : TfLiteOptions, ITfLiteOptions<ArgMaxOptions>
{
    /// <inheritdoc/>
    public static ArgMaxOptions Read(FlatTable table) => new(table.TensorType(0));
}

/// <summary>ARG_MIN.</summary>
internal sealed record ArgMinOptions(TfLiteTensorType OutputType) : TfLiteOptions, ITfLiteOptions<ArgMinOptions>
{
    /// <inheritdoc/>
    public static ArgMinOptions Read(FlatTable table) => new(table.TensorType(0));
}

/// <summary>CUMSUM.</summary>
internal sealed record CumsumOptions(bool Exclusive, bool Reverse) : TfLiteOptions, ITfLiteOptions<CumsumOptions>
{
    /// <inheritdoc/>
    public static CumsumOptions Read(FlatTable table) => new(table.Bool(0), table.Bool(1));
}

/// <summary>UNIQUE.</summary>
internal sealed record UniqueOptions(TfLiteTensorType IdxOutType) : TfLiteOptions, ITfLiteOptions<UniqueOptions>
{
    /// <inheritdoc/>
    public static UniqueOptions Read(FlatTable table) => new(table.TensorType(0, TfLiteTensorType.Int32));
}
