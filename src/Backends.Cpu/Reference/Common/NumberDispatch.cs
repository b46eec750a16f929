namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The element types that order-based kernels work on.</summary>
internal static class NumberDispatch
{
    public static bool IsNumber(ElementType type) => type is ElementType.Float32 or ElementType.Float64 or ElementType.Int8 or ElementType.UInt8
        or ElementType.Int16 or ElementType.Int32 or ElementType.Int64;
}
