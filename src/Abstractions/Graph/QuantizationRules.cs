namespace NnBridge;

/// <summary>What must hold for the quantization of any value.</summary>
internal static class QuantizationRules
{
    public static void Check(string name, TensorInfo info)
    {
        if (info.Quantization is not { } q) return;
        if (!info.Type.IsInteger() && info.Type is not (ElementType.Float8E4M3Fn or ElementType.Float8E4M3FnUz or ElementType.Float8E5M2
            or ElementType.Float8E5M2FnUz or ElementType.Float4E2M1))
            throw Bad(name, $"has type {info.Type}, which cannot be quantized");
        foreach (float scale in q.Scales)
            if (!float.IsFinite(scale) || scale < 0) throw Bad(name, $"has scale {scale}, expected a positive finite number");
        if (q.ZeroPoints.Count != 1 && q.ZeroPoints.Count != q.Scales.Count)
            throw Bad(name, $"has {q.ZeroPoints.Count} zero points for {q.Scales.Count} scales");
        if (q.Axis is not { } axis)
        {
            if (q.Scales.Count != 1) throw Bad(name, $"has {q.Scales.Count} scales but no axis");
            return;
        }

        if (!info.Shape.IsRanked) return;
        if (axis < 0 || axis >= info.Shape.Rank) throw Bad(name, $"has quantization axis {axis}, outside {info.Shape}");
        if (q.BlockSize < 0) throw Bad(name, $"has block size {q.BlockSize}");
        if (q.BlockSize > 0 || info.Shape[axis] < 0) return;
        if (q.Scales.Count != info.Shape[axis])
            throw Bad(name, $"has {q.Scales.Count} scales for {info.Shape[axis]} indices of axis {axis}");
    }

    private static InvalidNetworkException Bad(string name, string problem) => new($"tensor '{name}' {problem}");
}
