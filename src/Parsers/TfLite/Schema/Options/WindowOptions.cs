using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>CONV_2D.</summary>
/// <remarks><c>QuantizedBiasType</c>: Type of bias and accumulator; Float32 means not stated.</remarks>
internal sealed record Conv2DOptions(TfLitePadding Padding, int StrideW, int StrideH, TfLiteActivation Activation, int DilationW,
    int DilationH, TfLiteTensorType QuantizedBiasType) : TfLiteOptions, ITfLiteOptions<Conv2DOptions>
{
    /// <inheritdoc/>
    public static Conv2DOptions Read(FlatTable table) =>
        new(table.Padding(0), table.Int32(1), table.Int32(2), table.Activation(3), table.Int32(4, 1), table.Int32(5, 1),
            table.TensorType(6));
}

/// <summary>DEPTHWISE_CONV_2D.</summary>
/// <remarks><c>DepthMultiplier</c>: Redundant: follows from the shapes.</remarks>
internal sealed record DepthwiseConv2DOptions(TfLitePadding Padding, int StrideW, int StrideH, int DepthMultiplier,
    TfLiteActivation Activation, int DilationW, int DilationH) : TfLiteOptions, ITfLiteOptions<DepthwiseConv2DOptions>
{
    /// <inheritdoc/>
    public static DepthwiseConv2DOptions Read(FlatTable table) =>
        new(table.Padding(0), table.Int32(1), table.Int32(2), table.Int32(3), table.Activation(4), table.Int32(5, 1), table.Int32(6, 1));
}

/// <summary>TRANSPOSE_CONV.</summary>
/// <remarks><c>QuantizedBiasType</c>: Type of bias and accumulator; Float32 means not stated.</remarks>
internal sealed record TransposeConvOptions(TfLitePadding Padding, int StrideW, int StrideH, TfLiteActivation Activation,
    TfLiteTensorType QuantizedBiasType) : TfLiteOptions, ITfLiteOptions<TransposeConvOptions>
{
    /// <inheritdoc/>
    public static TransposeConvOptions Read(FlatTable table) =>
        new(table.Padding(0), table.Int32(1), table.Int32(2), table.Activation(3), table.TensorType(4));
}

/// <summary>CONV_3D and CONV_3D_TRANSPOSE.</summary>
internal sealed record Conv3DOptions(TfLitePadding Padding, int StrideD, int StrideW, int StrideH, TfLiteActivation Activation,
    int DilationD, int DilationW, int DilationH) : TfLiteOptions, ITfLiteOptions<Conv3DOptions>
{
    /// <inheritdoc/>
    public static Conv3DOptions Read(FlatTable table) =>
        new(table.Padding(0), table.Int32(1), table.Int32(2), table.Int32(3), table.Activation(4), table.Int32(5, 1), table.Int32(6, 1),
            table.Int32(7, 1));
}

/// <summary>AVERAGE_POOL_2D, MAX_POOL_2D and L2_POOL_2D.</summary>
internal sealed record Pool2DOptions(TfLitePadding Padding, int StrideW, int StrideH, int FilterW, int FilterH, TfLiteActivation Activation)
    : TfLiteOptions, ITfLiteOptions<Pool2DOptions>
{
    /// <inheritdoc/>
    public static Pool2DOptions Read(FlatTable table) =>
        new(table.Padding(0), table.Int32(1), table.Int32(2), table.Int32(3), table.Int32(4), table.Activation(5));
}
