using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Element types that came to ONNX late, or late to many operators.</summary>
internal static class NarrowTypes
{
    /// <summary>Fails when the model's operator set does not know a type, or an operator does not take packed elements.</summary>
    /// <exception cref="UnwritableException">It is so.</exception>
    public static void Check(NodeWriter w)
    {
        foreach (Value? value in w.Node.Inputs) Check(w, value);
        foreach (Value value in w.Node.Outputs) Check(w, value);
    }

    private static void Check(NodeWriter w, Value? value)
    {
        if (value is null) return;
        if (Since(value.Info.Type) is { } opset) w.RequireOpset(opset, value.Info.Type.ToString());
        if (value.Info.Type.IsPacked() && MovesElements(w.Node.Op)) throw new UnwritableException($"{value.Info.Type} elements, which ONNX does not move this way");
    }

    private static int? Since(ElementType type) => type switch
    {
        ElementType.Float8E4M3Fn or ElementType.Float8E4M3FnUz or ElementType.Float8E5M2 or ElementType.Float8E5M2FnUz => 19,
        ElementType.Int4 or ElementType.UInt4 => 21,
        // Known before, but to half of the operators.
        ElementType.BFloat16 => 22,
        ElementType.Float4E2M1 => 23,
        ElementType.Float8E8M0 => 24,
        ElementType.Int2 or ElementType.UInt2 => 25,
        _ => null,
    };

    private static bool MovesElements(Op op) => op is Concat or Pack or Split or Unpack or Slice or StridedSlice or Gather { OutputType: null } or GatherNd or GatherElements
        or ScatterNd or ScatterElements or Reverse or Tile or BroadcastTo or Select or DynamicUpdateSlice;
}
