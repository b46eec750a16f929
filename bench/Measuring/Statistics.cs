namespace NnBridge.Bench.Measuring;

/// <summary>What is computed from measured times.</summary>
internal static class Statistics
{
    private const int Resamples = 2000;
    private const int Seed = 20240229;

    /// <summary>The value below which a share of the values lies, interpolated between neighbours.</summary>
    /// <param name="values">In any order; at least one.</param>
    /// <param name="share">0 (the smallest) to 1 (the largest).</param>
    public static double Percentile(ReadOnlySpan<double> values, double share)
    {
        if (values.IsEmpty) throw new ArgumentException("there is no value", nameof(values));
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "expected 0 to 1");
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(ReadOnlySpan<double> values) => Percentile(values, 0.5);

    /// <summary>
    /// Where the median lies with 95 % confidence: the values are drawn again at random, with replacement, many times, and the medians of
    /// the draws are looked at. The same values give the same interval.
    /// </summary>
    public static Interval MedianInterval(ReadOnlySpan<double> values)
    {
        var random = new Random(Seed);
        var medians = new double[Resamples];
        var draw = new double[values.Length];
        for (int r = 0; r < Resamples; r++)
        {
            for (int i = 0; i < draw.Length; i++) draw[i] = values[random.Next(values.Length)];
            medians[r] = Median(draw);
        }

        return new Interval(Percentile(medians, 0.025), Percentile(medians, 0.975));
    }
}
