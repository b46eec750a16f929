namespace NnBridge.Bench.Measuring;

/// <summary>How two engines take turns.</summary>
internal sealed record TimerOptions
{
    /// <summary>Pairs of quiet windows to measure.</summary>
    public int Windows { get; init; } = 20;

    /// <summary>How long one engine runs before it is the other's turn; at least <see cref="MinimumRuns"/> runs.</summary>
    public TimeSpan WindowTime { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Runs that count in a window.</summary>
    public int MinimumRuns { get; init; } = 2;

    /// <summary>Runs at the start of a window that do not count: they find the caches as the other engine left them.</summary>
    public int DroppedRuns { get; init; } = 1;

    /// <summary>Idle time before each window, for threads of the other engine that still wait busily for work.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>A window counts as quiet when the probe takes at most this many times its shortest time.</summary>
    public double ProbeTolerance { get; init; } = 1.15;

    /// <summary>Windows that may be discarded for each that is wanted before what there is has to do.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>No window is begun after this time, once there is one.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The rules for a number of threads: with more than one, long windows and pauses keep the engines' waiting threads apart.</summary>
    public static TimerOptions ForThreads(int threads) => threads == 1
        ? new TimerOptions()
        : new TimerOptions { MinimumRuns = 20, DroppedRuns = 3, Pause = TimeSpan.FromMilliseconds(120) };
}
