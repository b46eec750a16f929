using System.Collections.Immutable;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>How well segments that were found fit the speech that is known.</summary>
/// <param name="Found">Utterances of which more than half was found.</param>
/// <param name="Covered">Share of the time of all utterances that was found.</param>
/// <param name="False">Segments in which nobody speaks.</param>
internal sealed record Agreement(int Found, double Covered, int False)
{
    public static Agreement Of(ImmutableArray<LabelledSound> speech, ImmutableArray<SpeechSegment> segments)
    {
        SpeechSegment[] known = [.. speech.Select(s => new SpeechSegment(s.Start, s.End))];
        double[] covered = [.. known.Select(k => segments.Sum(s => s.Overlap(k)))];
        return new Agreement(
            known.Where((k, i) => covered[i] > (k.End - k.Start) / 2).Count(),
            covered.Sum() / known.Sum(k => k.End - k.Start),
            segments.Count(s => known.All(k => s.Overlap(k) == 0)));
    }
}
