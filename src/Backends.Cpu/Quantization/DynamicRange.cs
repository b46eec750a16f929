namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Quantizes float activations while the network runs, as TensorFlow Lite's hybrid kernels do.</summary>
internal static class DynamicRange
{
    /// <summary>To -127 … 127 by the largest magnitude; returns the scale.</summary>
    public static float Symmetric(ReadOnlySpan<float> values, Span<int> quantized)
    {
        float range = 0;
        foreach (float v in values) range = MathF.Max(range, MathF.Abs(v));
        if (range == 0)
        {
            quantized.Clear();
            return 1;
        }

        float inverse = 127 / range;
        for (int i = 0; i < values.Length; i++)
            quantized[i] = Math.Clamp((int)MathF.Round(values[i] * inverse, MidpointRounding.AwayFromZero), -127, 127);
        return range / 127;
    }

    /// <summary>To -128 … 127 by the smallest and largest value, zero among them, minus the zero point; returns the scale.</summary>
    public static float Asymmetric(ReadOnlySpan<float> values, Span<int> quantized)
    {
        double min = 0, max = 0;
        foreach (float v in values) (min, max) = (Math.Min(min, v), Math.Max(max, v));
        if (min == max)
        {
            quantized.Clear();
            return 1;
        }

        double scale = (max - min) / 255;
        int zeroPoint = ZeroPoint(min, max, scale);
        float inverse = 1.0f / (float)scale;
        for (int i = 0; i < values.Length; i++)
        {
            int q = (int)MathF.Round(zeroPoint + (values[i] * inverse), MidpointRounding.AwayFromZero);
            quantized[i] = Math.Clamp(q, -128, 127) - zeroPoint;
        }

        return (float)scale;
    }

    /// <summary>The zero point that represents 0 exactly and errs least at the ends of the range.</summary>
    public static int ZeroPoint(double min, double max, double scale)
    {
        double fromMin = -128 - (min / scale), fromMax = 127 - (max / scale);
        double zeroPoint = 128 + Math.Abs(min / scale) < 127 + Math.Abs(max / scale) ? fromMin : fromMax;
        return zeroPoint <= -128 ? -128 : zeroPoint >= 127 ? 127 : (int)Math.Round(zeroPoint, MidpointRounding.AwayFromZero);
    }
}
