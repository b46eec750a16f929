using System.Collections.Immutable;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>A recording and what was heard in it, drawn with letters.</summary>
internal static class Timeline
{
    private const string Levels = " ▁▂▃▄▅▆▇█";

    /// <summary>Lines of at most <paramref name="columns"/> characters behind their titles.</summary>
    public static IEnumerable<string> Of(VoiceSound sound, VoiceResult result, int columns)
    {
        double seconds = sound.Recording.Seconds, cell = seconds / columns;
        float[] samples = sound.Recording.Samples;
        double[] loudness = Cells(i => Math.Sqrt(Slice(samples, i, columns).Average(s => (double)s * s)));
        double loudest = Math.Max(1e-9, loudness.Max());
        yield return $"sound  {Line(i => Level(loudness[i] / loudest))}";
        yield return $"speech {Line(i => Level(Slice(result.Probabilities.AsSpan().ToArray(), i, columns).Max()))}";
        yield return $"found  {Line(i => Any(result.Segments, i))}";
        if (!sound.Speech.IsEmpty) yield return $"true   {Line(i => Any([.. sound.Speech.Select(s => new SpeechSegment(s.Start, s.End))], i))}";

        double[] Cells(Func<int, double> value) => [.. Enumerable.Range(0, columns).Select(value)];
        string Line(Func<int, char> letter) => string.Concat(Enumerable.Range(0, columns).Select(letter)).TrimEnd();
        char Any(ImmutableArray<SpeechSegment> segments, int i) =>
            segments.Sum(s => s.Overlap(new SpeechSegment(i * cell, (i + 1) * cell))) > cell / 2 ? '█' : ' ';
    }

    private static char Level(double share) => Levels[(int)Math.Clamp(Math.Round(share * (Levels.Length - 1)), 0, Levels.Length - 1)];

    /// <summary>Part <paramref name="index"/> of as many as there are columns; never empty.</summary>
    private static ArraySegment<float> Slice(float[] values, int index, int columns)
    {
        int first = (int)((long)index * values.Length / columns), last = (int)((long)(index + 1) * values.Length / columns);
        return new ArraySegment<float>(values, Math.Min(first, values.Length - 1), Math.Max(1, last - first));
    }
}
