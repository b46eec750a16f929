namespace NnBridge.Bench.Measuring;

/// <summary>Times of single runs of one engine, in milliseconds.</summary>
internal sealed class Samples(IEnumerable<double> milliseconds)
{
    private readonly double[] _milliseconds = [.. milliseconds];

    /// <summary>Number of runs.</summary>
    public int Count => _milliseconds.Length;

    /// <summary>The shortest run.</summary>
    public double Minimum => Statistics.Percentile(_milliseconds, 0);

    /// <summary>The run in the middle.</summary>
    public double Median => Statistics.Median(_milliseconds);

    /// <summary>95 % of the runs took no longer.</summary>
    public double Percentile95 => Statistics.Percentile(_milliseconds, 0.95);
}
