namespace NnBridge;

/// <summary>How stored integers stand for real numbers: <c>real = scale * (stored - zeroPoint)</c>.</summary>
/// <remarks>
/// Per tensor: one scale, <see cref="Axis"/> null. Per axis: one scale per index of <see cref="Axis"/>. Block-wise (constants only):
/// one scale per <see cref="BlockSize"/> consecutive indices of <see cref="Axis"/> and per index of every other axis; scales are in the
/// row-major order of the tensor with that axis shortened to the number of blocks.
/// </remarks>
/// <param name="Scales">Positive and finite.</param>
/// <param name="ZeroPoints">As many as scales, or one for all.</param>
/// <param name="Axis">Axis that scales belong to; null when there is one scale for the whole tensor.</param>
/// <param name="BlockSize">Elements along <paramref name="Axis"/> that share a scale; 0 when not block-wise.</param>
public sealed record QuantizationInfo(ValueList<float> Scales, ValueList<int> ZeroPoints, int? Axis = null, int BlockSize = 0)
{
    /// <summary>One scale and zero point for the whole tensor.</summary>
    public static QuantizationInfo PerTensor(float scale, int zeroPoint = 0) => new([scale], [zeroPoint]);

    /// <summary>Whether one scale holds for the whole tensor.</summary>
    public bool IsPerTensor => Axis is null;

    /// <summary>The scale of a per-tensor quantization.</summary>
    /// <exception cref="InvalidOperationException">Not per tensor.</exception>
    public float Scale => IsPerTensor ? Scales[0] : throw new InvalidOperationException($"quantization is per axis {Axis}, not per tensor");

    /// <summary>The zero point of a per-tensor quantization.</summary>
    /// <exception cref="InvalidOperationException">Not per tensor.</exception>
    public int ZeroPoint => IsPerTensor ? ZeroPoints[0] : throw new InvalidOperationException($"quantization is per axis {Axis}, not per tensor");

    /// <summary>The zero point that goes with scale number <paramref name="index"/>.</summary>
    public int ZeroPointOf(int index) => ZeroPoints.Count == 1 ? ZeroPoints[0] : ZeroPoints[index];

    /// <inheritdoc/>
    public bool Equals(QuantizationInfo? other) => ReferenceEquals(this, other)
        || (other is not null && Axis == other.Axis && BlockSize == other.BlockSize && Scales.Span.SequenceEqual(other.Scales.Span) && ZeroPoints.Span.SequenceEqual(other.ZeroPoints.Span));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scales, ZeroPoints, Axis, BlockSize);

    /// <inheritdoc/>
    public override string ToString() => IsPerTensor
        ? FormattableString.Invariant($"scale {Scales[0]:G9} zero point {ZeroPoints[0]}")
        : $"{Scales.Count} scales along axis {Axis}" + (BlockSize > 0 ? $" in blocks of {BlockSize}" : "");
}
