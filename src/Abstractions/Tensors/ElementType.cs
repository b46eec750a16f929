namespace NnBridge;

/// <summary>The type of one tensor element.</summary>
/// <remarks>
/// Multi-byte elements are stored little-endian. 4-bit and 2-bit elements are packed, the first element in the lowest bits.
/// The members after <see cref="Bool"/> are storage types: only conversion and data movement accept them.
/// </remarks>
public enum ElementType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,
    /// <summary>IEEE 754 binary16 (<see cref="Half"/>).</summary>
    Float16,
    /// <summary>The upper half of a binary32 (<see cref="NnBridge.BFloat16"/>).</summary>
    BFloat16,
    /// <summary>IEEE 754 binary64.</summary>
    Float64,
    /// <summary>Signed 4 bits, two per byte.</summary>
    Int4,
    /// <summary>Unsigned 4 bits, two per byte.</summary>
    UInt4,
    /// <summary>Signed 8 bits.</summary>
    Int8,
    /// <summary>Unsigned 8 bits.</summary>
    UInt8,
    /// <summary>Signed 16 bits.</summary>
    Int16,
    /// <summary>Unsigned 16 bits.</summary>
    UInt16,
    /// <summary>Signed 32 bits.</summary>
    Int32,
    /// <summary>Unsigned 32 bits.</summary>
    UInt32,
    /// <summary>Signed 64 bits.</summary>
    Int64,
    /// <summary>Unsigned 64 bits.</summary>
    UInt64,
    /// <summary>One byte, 0 or 1.</summary>
    Bool,
    /// <summary>Two <see cref="Float32"/>: real part, imaginary part.</summary>
    Complex64,
    /// <summary>Signed 2 bits, four per byte.</summary>
    Int2,
    /// <summary>Unsigned 2 bits, four per byte.</summary>
    UInt2,
    /// <summary>8-bit float, 4 exponent and 3 mantissa bits, finite values and NaN only.</summary>
    Float8E4M3Fn,
    /// <summary>8-bit float, 4 exponent and 3 mantissa bits, finite values and NaN only, no negative zero.</summary>
    Float8E4M3FnUz,
    /// <summary>8-bit float, 5 exponent and 2 mantissa bits, with infinities.</summary>
    Float8E5M2,
    /// <summary>8-bit float, 5 exponent and 2 mantissa bits, finite values and NaN only, no negative zero.</summary>
    Float8E5M2FnUz,
    /// <summary>4-bit float, 2 exponent and 1 mantissa bits, two per byte.</summary>
    Float4E2M1,
    /// <summary>8-bit power-of-two scale: exponent bits only.</summary>
    Float8E8M0,
}
