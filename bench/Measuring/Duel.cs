using System.Collections.Immutable;

namespace NnBridge.Bench.Measuring;

/// <summary>Two engines measured in turns.</summary>
/// <param name="First">Runs of the first engine.</param>
/// <param name="Second">Runs of the second engine.</param>
/// <param name="PairRatios">For each pair of windows: median of the first divided by median of the second.</param>
/// <param name="Discarded">Pairs of windows left out because the machine was slow.</param>
/// <param name="Quiet">Whether the machine was fast in the windows that count; false when it never was.</param>
internal sealed record Duel(Samples First, Samples Second, ImmutableArray<double> PairRatios, int Discarded, bool Quiet)
{
    /// <summary>Shortest run of the first divided by shortest run of the second.</summary>
    public double MinimumRatio => First.Minimum / Second.Minimum;

    /// <summary>Median over adjacent windows.</summary>
    public double MedianRatio => Statistics.Median(PairRatios.AsSpan());

    /// <summary>Where <see cref="MedianRatio"/> lies with 95 % confidence.</summary>
    public Interval MedianRatioInterval => Statistics.MedianInterval(PairRatios.AsSpan());
}
