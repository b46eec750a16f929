using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Onnx.Schema;

/// <summary>Element types of the format and their counterparts.</summary>
internal static class DataTypes
{
    /// <summary>The counterpart, null when there is none (strings, Complex128, numbers the schema does not have).</summary>
    public static ElementType? ToElementType(this DataType type) => type switch
    {
        DataType.Float => ElementType.Float32,
        DataType.Uint8 => ElementType.UInt8,
        DataType.Int8 => ElementType.Int8,
        DataType.Uint16 => ElementType.UInt16,
        DataType.Int16 => ElementType.Int16,
        DataType.Int32 => ElementType.Int32,
        DataType.Int64 => ElementType.Int64,
        DataType.Bool => ElementType.Bool,
        DataType.Float16 => ElementType.Float16,
        DataType.Double => ElementType.Float64,
        DataType.Uint32 => ElementType.UInt32,
        DataType.Uint64 => ElementType.UInt64,
        DataType.Complex64 => ElementType.Complex64,
        DataType.Bfloat16 => ElementType.BFloat16,
        DataType.Float8E4M3Fn => ElementType.Float8E4M3Fn,
        DataType.Float8E4M3Fnuz => ElementType.Float8E4M3FnUz,
        DataType.Float8E5M2 => ElementType.Float8E5M2,
        DataType.Float8E5M2Fnuz => ElementType.Float8E5M2FnUz,
        DataType.Uint4 => ElementType.UInt4,
        DataType.Int4 => ElementType.Int4,
        DataType.Float4E2M1 => ElementType.Float4E2M1,
        DataType.Float8E8M0 => ElementType.Float8E8M0,
        DataType.Uint2 => ElementType.UInt2,
        DataType.Int2 => ElementType.Int2,
        _ => null,
    };

    /// <summary>The format's name of an element type.</summary>
    public static DataType ToDataType(this ElementType type) => Codes[type];

    private static readonly Dictionary<ElementType, DataType> Codes = Enum.GetValues<DataType>()
        .Where(code => code.ToElementType() is not null).ToDictionary(code => code.ToElementType()!.Value);
}
