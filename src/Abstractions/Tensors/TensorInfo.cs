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

    // Written out, as in Shape and QuantizationInfo: comparers that the compiler would ask for are made anew in every process that loads a model.

    /// <inheritdoc/>
    public bool Equals(TensorInfo? other) =>
        ReferenceEquals(this, other) || (other is not null && Type == other.Type && Shape == other.Shape && Quantization == other.Quantization);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Shape, Quantization);

    /// <summary>For instance <c>Int8[1, 49, 10, 1] scale 0.5 zero point 83</c>.</summary>
    public override string ToString() => Quantization is null ? $"{Type}{Shape}" : $"{Type}{Shape} {Quantization}";
}
