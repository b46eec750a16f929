using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Scaling;

/// <summary>How one engine uses two processors for one model; rates are those of the best window of each setup.</summary>
/// <param name="Model">The model and how exactly it is computed.</param>
/// <param name="Engine">The engine.</param>
/// <param name="One">One session with one thread.</param>
/// <param name="Wide">One session with several threads.</param>
/// <param name="Apart">Several sessions with one thread each.</param>
/// <param name="Crowded">Several sessions with several threads each.</param>
/// <param name="Count">How many threads, and how many sessions.</param>
internal sealed record ScalingRow(string Model, string Engine, Setup One, Setup Wide, Setup Apart, Setup Crowded, int Count)
{
    /// <summary>Shortest run with one thread by the shortest with several.</summary>
    public double SpeedUp => Shortest(One) / Shortest(Wide);

    /// <summary>What is left of the rate of one session, for each of several that share nothing but the machine.</summary>
    public double KeptApart => Best(Apart) / (Count * Best(One));

    /// <summary>The same of sessions that have several threads each.</summary>
    public double KeptCrowded => Best(Crowded) / (Count * Best(One));

    /// <summary>How much more often the best window of one session ran than the one in the middle: 1 on a machine that does nothing else.</summary>
    public double Noise => Best(One) / Statistics.Median([.. One.Windows.Select(w => w.RunsPerSecond)]);

    /// <summary>Milliseconds of the shortest run.</summary>
    public static double Shortest(Setup setup) => setup.Windows.Min(w => w.ShortestMs);

    private static double Best(Setup setup) => setup.Windows.Max(w => w.RunsPerSecond);
}
