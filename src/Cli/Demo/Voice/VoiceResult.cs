using System.Collections.Immutable;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>What the network heard in a recording, and how long that took.</summary>
/// <param name="Probabilities">One per frame.</param>
/// <param name="Segments">Speech that was found.</param>
/// <param name="Compile">Loading and compiling.</param>
/// <param name="Run">All frames.</param>
/// <param name="Nodes">Where each node runs, and how long it takes.</param>
internal sealed record VoiceResult(ImmutableArray<float> Probabilities, ImmutableArray<SpeechSegment> Segments, TimeSpan Compile, TimeSpan Run,
    ImmutableArray<NodeTime> Nodes)
{
    /// <summary>Seconds of a frame.</summary>
    public const double FrameSeconds = (double)VoiceDetector.FrameSamples / VoiceDetector.Rate;

    /// <summary>Share of real time that the network needs.</summary>
    public double RealTimeFactor => Run.TotalSeconds / (Probabilities.Length * FrameSeconds);
}
