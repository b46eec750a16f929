namespace NnBridge.Cli.Demo.Voice;

/// <summary>When a run of probabilities counts as speech.</summary>
internal sealed record SegmenterOptions
{
    /// <summary>Probability from which speech may begin.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Probability below which speech may end; between both nothing changes, so that a wavering voice stays one segment.</summary>
    public double EndThreshold { get; init; } = 0.35;

    /// <summary>Seconds that the probability has to stay below <see cref="EndThreshold"/> for speech to end.</summary>
    public double MinimumSilence { get; init; } = 0.25;

    /// <summary>Seconds below which a segment is a click or a cough rather than speech.</summary>
    public double MinimumSpeech { get; init; } = 0.25;

    /// <summary>Seconds added on both sides, as a voice begins and ends quietly; at most half of <see cref="MinimumSilence"/>.</summary>
    public double Padding { get; init; } = 0.03;
}
