namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Rounding of results that are in units of their scale.</summary>
internal static class FloatRounding
{
    /// <summary>The nearest integer; of two, the one that is even once <paramref name="zeroPoint"/> is added.</summary>
    public static long Round(float scaled, int zeroPoint) => (long)MathF.Round(scaled + zeroPoint, MidpointRounding.ToEven) - zeroPoint;
}
