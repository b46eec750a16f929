using System.Numerics;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The discrete Fourier transform in Float64, in place, without scaling.</summary>
internal static class Fourier
{
    /// <summary>y[k] = sum of x[n] e^(-2 pi i k n / N), of any length, in N log N steps.</summary>
    public static void Transform(Span<Complex> values)
    {
        if (values.Length > 1) FourierPlan.Of(values.Length).Transform(values);
    }
}
