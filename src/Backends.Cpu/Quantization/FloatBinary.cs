using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Sums, differences and products of quantized integers in float32, with the result's zero point added before rounding.</summary>
internal sealed class FloatBinary
{
    /// <summary>Bounds that results of all types lie in.</summary>
    public const float Lowest = -131072, Highest = 131072;

    /// <summary>The arithmetic of <paramref name="op"/>; null when it is neither a sum, a difference nor a product.</summary>
    public static FloatBinary? Of(Binary op, TensorInfo a, TensorInfo b, TensorInfo y) =>
        op is { Kind: BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul, Requantization: Requantization.FloatWithZeroPoint }
            ? new FloatBinary(op.Kind, a.Quantization!, b.Quantization!, y.Quantization!)
            : null;

    /// <param name="kind">Sum, difference or product.</param>
    /// <param name="a">Quantization of the first operand.</param>
    /// <param name="b">Quantization of the second operand.</param>
    /// <param name="y">Quantization of the result.</param>
    private FloatBinary(BinaryKind kind, QuantizationInfo a, QuantizationInfo b, QuantizationInfo y)
    {
        IsProduct = kind == BinaryKind.Mul;
        (ZeroA, ZeroB) = (a.ZeroPoint, b.ZeroPoint);
        First = IsProduct ? a.Scale * b.Scale / y.Scale : a.Scale / y.Scale;
        Second = kind == BinaryKind.Sub ? -(b.Scale / y.Scale) : b.Scale / y.Scale;
        Fixed = IsProduct ? y.ZeroPoint : y.ZeroPoint - ((First * a.ZeroPoint) + (Second * b.ZeroPoint));
    }

    public bool IsProduct { get; }

    /// <summary>Zero point of the first operand.</summary>
    public int ZeroA { get; }

    /// <summary>Zero point of the second operand.</summary>
    public int ZeroB { get; }

    /// <summary>Factor of the first operand, or of the product.</summary>
    public float First { get; }

    /// <summary>Factor of the second operand of a sum.</summary>
    public float Second { get; }

    /// <summary>What zero points amount to.</summary>
    public float Fixed { get; }

    /// <summary>The stored result before it is limited to its type.</summary>
    public float Apply(int p, int q)
    {
        float sum = IsProduct
            ? ((float)((long)(p - ZeroA) * (q - ZeroB)) * First) + Fixed
            : MathF.FusedMultiplyAdd(p, First, MathF.FusedMultiplyAdd(q, Second, Fixed));
        return MathF.Round(Math.Clamp(sum, Lowest, Highest), MidpointRounding.ToEven);
    }
}
