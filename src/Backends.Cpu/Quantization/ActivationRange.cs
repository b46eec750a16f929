using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>The clamp that a fused activation is.</summary>
internal static class ActivationRange
{
    /// <summary>Whether an activation is a clamp, so that integers can be clamped instead of the numbers they stand for.</summary>
    public static bool IsClamp(Activation activation) => activation is Activation.None or Activation.Relu or Activation.Relu6
        or Activation.ReluN1To1 or Activation.Relu0To1;

    /// <summary>Smallest and largest real number that an activation lets through.</summary>
    public static (float Min, float Max) Real(Activation activation) => activation switch
    {
        Activation.Relu => (0, float.PositiveInfinity),
        Activation.Relu6 => (0, 6),
        Activation.ReluN1To1 => (-1, 1),
        Activation.Relu0To1 => (0, 1),
        _ => (float.NegativeInfinity, float.PositiveInfinity),
    };

    /// <summary>Smallest and largest stored integer that an activation lets through.</summary>
    public static (int Min, int Max) Stored(Activation activation, TensorInfo output)
    {
        (long lowest, long highest) = output.Type.IntegerRange();
        if (output.Quantization is not { IsPerTensor: true } q) return ((int)lowest, (int)highest);
        (float min, float max) = Real(activation);
        return (
            (int)(float.IsInfinity(min) ? lowest : Math.Max(lowest, Quantize(min, q))),
            (int)(float.IsInfinity(max) ? highest : Math.Min(highest, Quantize(max, q))));
    }

    private static long Quantize(float value, QuantizationInfo q) =>
        q.ZeroPoint + (long)MathF.Round(value / q.Scale, MidpointRounding.AwayFromZero);
}
