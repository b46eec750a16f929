namespace NnBridge.Cli.Demo.Voice;

/// <summary>Brings sound to another number of samples per second.</summary>
internal static class Resampler
{
    public const int LowestRate = 8000;
    public const int HighestRate = 384_000;

    /// <summary>Zero crossings of the filter on each side: enough for the ear, and for a network that listens.</summary>
    private const int Crossings = 16;

    /// <summary>The same sound at another rate: a sum of sinc functions under a Hann window; what the new rate cannot carry is filtered out.</summary>
    public static Recording To(this Recording recording, int rate)
    {
        if (recording.Rate == rate) return recording;
        float[] source = recording.Samples;
        double step = (double)recording.Rate / rate, cutoff = Math.Min(1, 1 / step), reach = Crossings / cutoff;
        var target = new float[(int)((long)source.Length * rate / recording.Rate)];
        for (int i = 0; i < target.Length; i++)
        {
            double center = i * step, sum = 0;
            int first = Math.Max(0, (int)Math.Ceiling(center - reach)), last = Math.Min(source.Length - 1, (int)Math.Floor(center + reach));
            for (int j = first; j <= last; j++) sum += source[j] * Filter((j - center) * cutoff);
            target[i] = (float)(sum * cutoff);
        }

        return new Recording(rate, target);
    }

    private static double Filter(double x)
    {
        if (x == 0) return 1;
        double angle = Math.PI * x;
        return Math.Sin(angle) / angle * (0.5 + (0.5 * Math.Cos(angle / Crossings)));
    }
}
