namespace NnBridge.Cli.Demo.Voice;

/// <summary>Turns the probability of speech in each frame into segments, while the frames arrive.</summary>
internal sealed class SpeechSegmenter
{
    private readonly double _frameSeconds;
    private readonly SegmenterOptions _options;
    private int _frame;
    private int? _start;
    private int? _silence;

    /// <param name="frameSeconds">Length of a frame.</param>
    /// <param name="options">When it counts as speech.</param>
    public SpeechSegmenter(double frameSeconds, SegmenterOptions options)
    {
        if (options.EndThreshold > options.Threshold || options.Padding * 2 > options.MinimumSilence)
            throw new ArgumentException($"{options}: the end needs the lower threshold, and paddings must fit into the silence between segments", nameof(options));
        (_frameSeconds, _options) = (frameSeconds, options);
    }

    /// <summary>Whether speech is going on.</summary>
    public bool IsSpeaking => _start is not null;

    /// <summary>Takes the next frame; returns the segment that ended, if one did.</summary>
    public SpeechSegment? Add(double probability)
    {
        int frame = _frame++;
        if (probability >= _options.Threshold)
        {
            _start ??= frame;
            _silence = null;
        }
        else if (IsSpeaking && (probability < _options.EndThreshold || _silence is not null))
        {
            _silence ??= frame;
            if ((_frame - _silence) * _frameSeconds >= _options.MinimumSilence) return End();
        }

        return null;
    }

    /// <summary>Takes the end of the recording; returns the segment that it ends, if there is one.</summary>
    public SpeechSegment? Finish() => IsSpeaking ? End() : null;

    private SpeechSegment? End()
    {
        double length = _frame * _frameSeconds, start = _start!.Value * _frameSeconds, end = (_silence ?? _frame) * _frameSeconds;
        _start = _silence = null;
        return end - start < _options.MinimumSpeech ? null
            : new SpeechSegment(Math.Max(0, start - _options.Padding), Math.Min(length, end + _options.Padding));
    }
}
