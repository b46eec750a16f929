using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Runtime;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>Streams a recording through the network.</summary>
internal static class VoiceRun
{
    /// <summary>Listens to a recording twice: once as fast as it can, once to see where the time goes.</summary>
    /// <param name="model">Silero's network.</param>
    /// <param name="recording">16,000 samples per second.</param>
    /// <param name="heard">Hears, after every frame, the seconds so far and a segment that ended with it.</param>
    /// <param name="cancellation">Looked at between frames.</param>
    public static VoiceResult Listen(ReadOnlyMemory<byte> model, Recording recording, Action<double, SpeechSegment?> heard, CancellationToken cancellation)
    {
        using NnRuntime runtime = CliHost.CreateRuntime();
        long start = Stopwatch.GetTimestamp();
        using var detector = new VoiceDetector(runtime, model);
        TimeSpan compile = Stopwatch.GetElapsedTime(start);
        WarmUp(detector, recording, cancellation);

        var probabilities = ImmutableArray.CreateBuilder<float>();
        var segments = ImmutableArray.CreateBuilder<SpeechSegment>();
        var segmenter = new SpeechSegmenter(VoiceResult.FrameSeconds, new SegmenterOptions());
        TimeSpan run = TimeSpan.Zero;
        foreach (ReadOnlyMemory<float> frame in Frames(recording))
        {
            long begin = Stopwatch.GetTimestamp();
            probabilities.Add(detector.Next(frame.Span, cancellation));
            run += Stopwatch.GetElapsedTime(begin);
            Hear(segmenter.Add(probabilities[^1]));
        }

        Hear(segmenter.Finish());
        return new VoiceResult(probabilities.ToImmutable(), segments.ToImmutable(), compile, run, Profile(detector, recording, cancellation));

        void Hear(SpeechSegment? segment)
        {
            if (segment is { } found) segments.Add(found);
            heard(probabilities.Count * VoiceResult.FrameSeconds, segment);
        }
    }

    /// <summary>Code that runs often is compiled anew by .NET; that is not what a stream that goes on for hours is like.</summary>
    private static void WarmUp(VoiceDetector detector, Recording recording, CancellationToken cancellation)
    {
        const int Frames = 100;
        foreach (ReadOnlyMemory<float> frame in VoiceRun.Frames(recording).Take(Frames)) detector.Next(frame.Span, cancellation);
        detector.Reset();
    }

    private static ImmutableArray<NodeTime> Profile(VoiceDetector detector, Recording recording, CancellationToken cancellation)
    {
        var times = new NodeTimes();
        detector.Reset();
        detector.IsProfiling = true;
        foreach (ReadOnlyMemory<float> frame in Frames(recording))
        {
            detector.Next(frame.Span, cancellation);
            times.Add(detector.Profile);
        }

        return times.Of(detector.Plan);
    }

    /// <summary>The recording in frames; silence fills the last one.</summary>
    private static IEnumerable<ReadOnlyMemory<float>> Frames(Recording recording)
    {
        for (int at = 0; at < recording.Samples.Length; at += VoiceDetector.FrameSamples)
        {
            ReadOnlyMemory<float> rest = recording.Samples.AsMemory(at);
            if (rest.Length >= VoiceDetector.FrameSamples) yield return rest[..VoiceDetector.FrameSamples];
            else
            {
                var last = new float[VoiceDetector.FrameSamples];
                rest.CopyTo(last);
                yield return last;
            }
        }
    }
}
