using NnBridge.Cli.Demo.Voice;

namespace NnBridge.Cli.Tests.Demo;

/// <summary>Probabilities become segments: frames of a tenth of a second, so that numbers can be read.</summary>
public sealed class SpeechSegmenterTests
{
    private static readonly SegmenterOptions Options = new() { MinimumSilence = 0.3, MinimumSpeech = 0.2, Padding = 0.05 };

    [Test]
    public void Speech_begins_at_the_threshold_and_ends_where_silence_began() =>
        Assert.That(Segments(0, 0, 0.5, 0.9, 0.9, 0.1, 0.1, 0.1, 0), Is.EqualTo(new[] { (0.15, 0.55) }));

    [Test]
    public void A_short_pause_does_not_end_speech() =>
        Assert.That(Segments(0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0, 0, 0), Is.EqualTo(new[] { (0.0, 0.65) }));

    [Test]
    public void A_wavering_voice_between_both_thresholds_stays_one_segment() =>
        Assert.That(Segments(0.9, 0.4, 0.4, 0.4, 0.4, 0.9, 0, 0, 0), Is.EqualTo(new[] { (0.0, 0.65) }));

    [Test]
    public void What_never_reaches_the_threshold_is_no_speech() => Assert.That(Segments(0.4, 0.49, 0.49, 0.4), Is.Empty);

    [Test]
    public void A_click_is_no_speech() => Assert.That(Segments(0, 0.9, 0, 0, 0, 0), Is.Empty);

    [Test]
    public void Speech_at_the_end_of_the_recording_ends_with_it() => Assert.That(Segments(0, 0.9, 0.9, 0.9), Is.EqualTo(new[] { (0.05, 0.4) }));

    [Test]
    public void Silence_that_the_end_of_the_recording_cuts_off_is_not_part_of_speech() =>
        Assert.That(Segments(0.9, 0.9, 0.9, 0.1, 0.1), Is.EqualTo(new[] { (0.0, 0.35) }));

    [Test]
    public void Segments_follow_each_other()
    {
        Assert.That(Segments(0.9, 0.9, 0, 0, 0, 0.9, 0.9, 0, 0, 0), Is.EqualTo(new[] { (0.0, 0.25), (0.45, 0.75) }));
    }

    [Test]
    public void A_segment_is_told_as_soon_as_its_silence_is_long_enough()
    {
        var segmenter = new SpeechSegmenter(0.1, Options);
        double[] probabilities = [0.9, 0.9, 0, 0, 0];
        Assert.That(probabilities.Select(p => segmenter.Add(p) is not null), Is.EqualTo(new[] { false, false, false, false, true }));
        Assert.That(segmenter.IsSpeaking, Is.False);
    }

    [Test]
    public void Paddings_of_two_segments_cannot_meet() => Assert.That(
        () => new SpeechSegmenter(0.1, Options with { Padding = 0.2 }), Throws.ArgumentException.With.Message.Contains("must fit into the silence"));

    private static (double Start, double End)[] Segments(params double[] probabilities)
    {
        var segmenter = new SpeechSegmenter(0.1, Options);
        IEnumerable<SpeechSegment?> found = [.. probabilities.Select(p => segmenter.Add(p)), segmenter.Finish()];
        return [.. found.OfType<SpeechSegment>().Select(s => (Math.Round(s.Start, 6), Math.Round(s.End, 6)))];
    }
}
