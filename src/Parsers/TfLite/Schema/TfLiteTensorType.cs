namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Element types of the format.</summary>
internal enum TfLiteTensorType
{
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    UInt8 = 3,
    Int64 = 4,

    /// <summary>Packed strings: count, offsets, bytes.</summary>
    String = 5,
    Bool = 6,
    Int16 = 7,
    Complex64 = 8,
    Int8 = 9,
    Float64 = 10,
    Complex128 = 11,
    UInt64 = 12,

    /// <summary>Handle of a variable or a hash table.</summary>
    Resource = 13,

    /// <summary>A list of tensors.</summary>
    Variant = 14,
    UInt32 = 15,
    UInt16 = 16,

    /// <summary>Two per byte, the first in the low half.</summary>
    Int4 = 17,
    BFloat16 = 18,

    /// <summary>Four per byte, the first in the lowest bits.</summary>
    Int2 = 19,

    /// <summary>Two per byte, the first in the low half.</summary>
    UInt4 = 20,
    Float8E4M3Fn = 21,
    Float8E5M2 = 22,
}
