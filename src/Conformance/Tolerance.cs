namespace NnBridge.Conformance;

/// <summary>How far a result may be from what is expected.</summary>
/// <param name="Absolute">Allowed absolute difference; in steps for integers.</param>
/// <param name="Relative">Allowed difference relative to the expected value.</param>
public sealed record Tolerance(double Absolute, double Relative)
{
    /// <summary>Equal.</summary>
    public static Tolerance Exact { get; } = new(0, 0);

    /// <summary>What summation order and library functions may differ by in Float32.</summary>
    public static Tolerance Float { get; } = new(1e-5, 1e-5);

    /// <summary>Some steps of a quantized result.</summary>
    public static Tolerance QuantSteps(int steps) => new(steps, 0);

    /// <summary>Null when equal within tolerance, else a text that names the worst element. NaN equals NaN, infinities must agree.</summary>
    public string? Compare(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length) return $"{actual.Length} elements, expected {expected.Length}";
        int worst = -1;
        double worstExcess = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double a = actual[i], e = expected[i];
            if (a.Equals(e) || (double.IsNaN(a) && double.IsNaN(e))) continue;
            double excess = double.IsFinite(a) && double.IsFinite(e)
                ? Math.Abs(a - e) - Absolute - (Relative * Math.Abs(e))
                : double.PositiveInfinity;
            if (excess <= worstExcess) continue;
            (worst, worstExcess) = (i, excess);
        }

        return worst < 0 ? null : $"element {worst} is {actual[worst]:R}, expected {expected[worst]:R} (tolerance {Absolute} + {Relative} x |expected|)";
    }
}
