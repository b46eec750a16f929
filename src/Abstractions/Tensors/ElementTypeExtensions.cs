namespace NnBridge;

/// <summary>Facts about element types.</summary>
public static class ElementTypeExtensions
{
    /// <summary>Size of one element in bits: 2, 4, 8, 16, 32 or 64.</summary>
    public static int BitWidth(this ElementType type) => type switch
    {
        ElementType.Int2 or ElementType.UInt2 => 2,
        ElementType.Int4 or ElementType.UInt4 or ElementType.Float4E2M1 => 4,
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool or ElementType.Float8E4M3Fn or ElementType.Float8E4M3FnUz
            or ElementType.Float8E5M2 or ElementType.Float8E5M2FnUz or ElementType.Float8E8M0 => 8,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 16,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Float64 or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
    };

    /// <summary>Bytes that <paramref name="elements"/> elements take; packed types round up to whole bytes.</summary>
    /// <exception cref="OverflowException">More than <see cref="long.MaxValue"/> bits.</exception>
    public static long ByteCount(this ElementType type, long elements) => checked((elements * type.BitWidth()) + 7) / 8;

    /// <summary>True for types smaller than a byte, whose elements cannot be addressed one by one.</summary>
    public static bool IsPacked(this ElementType type) => type.BitWidth() < 8;

    /// <summary>True for Float16, BFloat16, Float32 and Float64: the floating-point types that operators compute with.</summary>
    public static bool IsFloat(this ElementType type) =>
        type is ElementType.Float32 or ElementType.Float16 or ElementType.BFloat16 or ElementType.Float64;

    /// <summary>True for the signed and unsigned integers of 2 to 64 bits; Bool is not an integer.</summary>
    public static bool IsInteger(this ElementType type) => type.IsSignedInteger() || type.IsUnsignedInteger();

    /// <summary>True for the signed integers of 2 to 64 bits.</summary>
    public static bool IsSignedInteger(this ElementType type) => type is ElementType.Int2 or ElementType.Int4 or ElementType.Int8
        or ElementType.Int16 or ElementType.Int32 or ElementType.Int64;

    /// <summary>True for the unsigned integers of 2 to 64 bits.</summary>
    public static bool IsUnsignedInteger(this ElementType type) => type is ElementType.UInt2 or ElementType.UInt4 or ElementType.UInt8
        or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

    /// <summary>Smallest and largest value an integer type of up to 32 bits stores.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not such an integer.</exception>
    public static (long Min, long Max) IntegerRange(this ElementType type)
    {
        int bits = type.BitWidth();
        if (!type.IsInteger() || bits > 32) throw new ArgumentOutOfRangeException(nameof(type), type, "not an integer type of up to 32 bits");
        return type.IsSignedInteger() ? (-(1L << (bits - 1)), (1L << (bits - 1)) - 1) : (0, (1L << bits) - 1);
    }

    /// <summary>Whether a span of <typeparamref name="T"/> is the right view of elements of this type; packed and 8-bit float types are seen as bytes.</summary>
    public static bool Matches<T>(this ElementType type) where T : unmanaged => type switch
    {
        ElementType.Float32 => typeof(T) == typeof(float),
        ElementType.Float16 => typeof(T) == typeof(Half),
        ElementType.BFloat16 => typeof(T) == typeof(BFloat16),
        ElementType.Float64 => typeof(T) == typeof(double),
        ElementType.Int8 => typeof(T) == typeof(sbyte),
        ElementType.Int16 => typeof(T) == typeof(short),
        ElementType.UInt16 => typeof(T) == typeof(ushort),
        ElementType.Int32 => typeof(T) == typeof(int),
        ElementType.UInt32 => typeof(T) == typeof(uint),
        ElementType.Int64 => typeof(T) == typeof(long),
        ElementType.UInt64 => typeof(T) == typeof(ulong),
        ElementType.Bool => typeof(T) == typeof(bool),
        ElementType.Complex64 => typeof(T) == typeof(Complex64),
        ElementType.UInt8 or ElementType.Int4 or ElementType.UInt4 or ElementType.Int2 or ElementType.UInt2 or ElementType.Float8E4M3Fn
            or ElementType.Float8E4M3FnUz or ElementType.Float8E5M2 or ElementType.Float8E5M2FnUz or ElementType.Float4E2M1
            or ElementType.Float8E8M0 => typeof(T) == typeof(byte),
    };
}
