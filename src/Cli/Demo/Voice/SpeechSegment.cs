namespace NnBridge.Cli.Demo.Voice;

/// <summary>A stretch of speech.</summary>
/// <param name="Start">Where it begins, in seconds.</param>
/// <param name="End">Where it ends, in seconds.</param>
internal readonly record struct SpeechSegment(double Start, double End)
{
    /// <summary>Seconds that both have in common.</summary>
    public double Overlap(SpeechSegment other) => Math.Max(0, Math.Min(End, other.End) - Math.Max(Start, other.Start));
}
