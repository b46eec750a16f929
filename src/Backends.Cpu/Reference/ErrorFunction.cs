namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The error function, to about 1e-15.</summary>
internal static class ErrorFunction
{
    /// <summary>2 / sqrt(pi) times the integral of e^(-t²) from 0 to x.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        double magnitude = Math.Abs(x);
        double result = magnitude < 2.5 ? Series(magnitude) : magnitude < 6 ? 1 - Complement(magnitude) : 1;
        return Math.CopySign(result, x);
    }

    /// <summary>Taylor series with all terms positive: erf x = 2 / sqrt(pi) e^(-x²) sum of 2^n x^(2n+1) / (2n+1)!!.</summary>
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>Continued fraction of 1 - erf x, evaluated from its far end.</summary>
    private static double Complement(double x)
    {
        double fraction = x;
        for (int n = 60; n > 0; n--) fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
