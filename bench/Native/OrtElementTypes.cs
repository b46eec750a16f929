namespace NnBridge.Bench.Native;

/// <summary>Element types as ONNX numbers them (<c>TensorProto.DataType</c>, the same in ONNX Runtime's interface).</summary>
internal static class OrtElementTypes
{
    private static readonly Dictionary<int, ElementType> Types = new()
    {
        [1] = ElementType.Float32,
        [2] = ElementType.UInt8,
        [3] = ElementType.Int8,
        [4] = ElementType.UInt16,
        [5] = ElementType.Int16,
        [6] = ElementType.Int32,
        [7] = ElementType.Int64,
        [9] = ElementType.Bool,
        [10] = ElementType.Float16,
        [11] = ElementType.Float64,
        [12] = ElementType.UInt32,
        [13] = ElementType.UInt64,
        [16] = ElementType.BFloat16,
    };

    public static ElementType FromOnnx(int code) =>
        Types.TryGetValue(code, out ElementType type) ? type : throw new OrtException($"elements of ONNX type {code} are not handled");

    public static int ToOnnx(ElementType type) => Types.First(t => t.Value == type).Key;
}
