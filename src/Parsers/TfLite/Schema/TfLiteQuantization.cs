namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>How stored integers stand for real numbers, as the file states it; counts have not been compared with each other.</summary>
/// <remarks>Without scales and details the tensor is not quantized: converters write that to keep <c>min</c> and <c>max</c>.</remarks>
/// <param name="Min">Observed minima; informative.</param>
/// <param name="Max">Observed maxima; informative.</param>
/// <param name="Scales">One for the tensor, or one per index of <paramref name="QuantizedDimension"/>; empty for none.</param>
/// <param name="ZeroPoints">As many as scales.</param>
/// <param name="QuantizedDimension">Dimension that several scales belong to.</param>
/// <param name="Details">When present, it takes the place of scales and zero points.</param>
internal sealed record TfLiteQuantization(ValueList<float> Min, ValueList<float> Max, ValueList<float> Scales, ValueList<long> ZeroPoints,
    int QuantizedDimension, TfLiteQuantizationDetails? Details);

/// <summary>A quantization that one list of scales cannot express.</summary>
internal abstract record TfLiteQuantizationDetails;

/// <summary>A scheme of somebody's own.</summary>
/// <param name="Custom">Its parameters.</param>
internal sealed record TfLiteCustomQuantization(ReadOnlyMemory<byte> Custom) : TfLiteQuantizationDetails;

/// <summary>One scale per block along the quantized dimension; the scales are a tensor.</summary>
/// <param name="Scales">Index of the tensor of scales in the same graph.</param>
/// <param name="ZeroPoints">Index of the tensor of zero points in the same graph, -1 when all are 0.</param>
/// <param name="BlockSize">Elements per block.</param>
internal sealed record TfLiteBlockwiseQuantization(int Scales, int ZeroPoints, int BlockSize) : TfLiteQuantizationDetails;

/// <summary>Scales along several dimensions; the scales are a tensor.</summary>
/// <param name="Scales">Index of the tensor of scales in the same graph.</param>
/// <param name="ZeroPoints">Index of the tensor of zero points in the same graph, -1 when all are 0.</param>
/// <param name="BlockSize">Elements per block; 0 when there are no blocks.</param>
/// <param name="Dimensions">The quantized dimensions.</param>
internal sealed record TfLiteMultiAxisQuantization(int Scales, int ZeroPoints, int BlockSize, ValueList<int> Dimensions)
    : TfLiteQuantizationDetails;
