namespace NnBridge;

/// <summary>What is known of a tensor before it has data.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions; some may be unknown.</param>
/// <param name="Quantization">What stored integers mean; null when they are just integers.</param>
public sealed record TensorInfo(ElementType Type, Shape Shape, QuantizationInfo? Quantization = null)
{
    /// <summary>Number of elements.</summary>
    /// <exception cref="InvalidOperationException">A dimension is unknown.</exception>
    public long ElementCount => Shape.ElementCount;

    /// <summary>Bytes the data takes.</summary>
    /// <exception cref="InvalidOperationException">A dimension is unknown.</exception>
    public long ByteCount => Type.ByteCount(Shape.ElementCount);

    /// <summary>For instance <c>Int8[1, 49, 10, 1] scale 0.5 zero point 83</c>.</summary>
    public override string ToString() => Quantization is null ? $"{Type}{Shape}" : $"{Type}{Shape} {Quantization}";
}
