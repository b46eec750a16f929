using NnBridge.Ops;

namespace NnBridge.Runtime.Passes.Quantized;

/// <summary>The bias of a dense operator on integers: in units of input scale times weight scale, per output channel.</summary>
internal static class DenseBias
{
    /// <summary>How far exporters' products of scales are apart from each other by rounding.</summary>
    private const double ScaleTolerance = 1e-5;

    /// <summary>The bias as 32-bit integers; null when it is no constant of numbers that fit.</summary>
    /// <param name="bias">The bias as the operator on floats has it.</param>
    /// <param name="x">Quantization of the input.</param>
    /// <param name="weights">Quantization of the weights.</param>
    public static Tensor? Of(Value bias, QuantizationInfo x, QuantizationInfo weights)
    {
        if (!bias.Info.Shape.IsStatic || Stored(bias) is not { } stored) return null;
        (double[] values, ValueList<float> scales) = stored;
        if (values.Length != bias.Info.Shape.ElementCount || !FitsAll(scales, values.Length) || !FitsAll(weights.Scales, values.Length)) return null;
        var integers = new int[values.Length];
        for (int i = 0; i < integers.Length; i++)
        {
            double unit = (double)x.Scale * At(weights.Scales, i), scale = At(scales, i);
            double units = Math.Round(Math.Abs(scale - unit) <= ScaleTolerance * unit ? values[i] : values[i] * scale / unit, MidpointRounding.ToEven);
            if (!(Math.Abs(units) <= int.MaxValue)) return null;
            integers[i] = (int)units;
        }

        return Tensor.Create<int>(new TensorInfo(ElementType.Int32, bias.Info.Shape), integers);
    }

    /// <summary>Numbers and their scales; plain floats have a scale of 1.</summary>
    private static (double[] Values, ValueList<float> Scales)? Stored(Value bias)
    {
        if (bias.Constant is { } floats && bias.Info.Type == ElementType.Float32) return (TensorBuffer.OfConstant(floats).ToDoubles(), [1f]);
        // A vector keeps its order under whatever reshapes it.
        if (StoredForm.Of(bias) is not { Integers: { Constant: { } constant, Info: { Type: ElementType.Int32, Quantization: { } quantization } } } form
            || form.Moves.Any(m => m.Op is not (Reshape or Squeeze or ExpandDims))) return null;
        double[] values = TensorBuffer.OfConstant(constant).ToDoubles();
        for (int i = 0; i < values.Length; i++) values[i] -= quantization.ZeroPoints.Count == 1 ? quantization.ZeroPoints[0] : quantization.ZeroPoints[i % quantization.ZeroPoints.Count];
        return (values, quantization.Scales);
    }

    private static bool FitsAll(ValueList<float> scales, int channels) => scales.Count == 1 || scales.Count == channels;

    private static float At(ValueList<float> scales, int channel) => scales[scales.Count == 1 ? 0 : channel];
}
