using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>Tells a person at a console what the network hears.</summary>
internal static class VoiceConsole
{
    private const int Columns = 80;

    public static VoiceResult Listen(ReadOnlyMemory<byte> model, VoiceSound sound, CancellationToken cancellation)
    {
        Console.Out.WriteLine($"{sound.Name}, {Seconds(sound.Recording.Seconds)} s; Silero's voice activity network listens, {VoiceResult.FrameSeconds * 1000:F0} ms at a time");
        Console.Out.WriteLine();
        VoiceResult result = Console.IsOutputRedirected
            ? VoiceRun.Listen(model, sound.Recording, (_, segment) => Heard(segment, sound, Console.Out.WriteLine), cancellation)
            : ListenWithBar(model, sound, cancellation);
        Console.Out.WriteLine();
        foreach (string line in Timeline.Of(sound, result, Columns)) Console.Out.WriteLine(line);
        Console.Out.WriteLine();
        PrintCost(result);
        return result;
    }

    /// <summary>Says how well the segments fit what is known of the recording; false when speech was missed or something else was taken for it.</summary>
    public static bool Judge(VoiceSound sound, VoiceResult result)
    {
        if (sound.Speech.IsEmpty) return true;
        Agreement agreement = Agreement.Of(sound.Speech, result.Segments);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{agreement.Found} of {sound.Speech.Length} utterances found, {agreement.Covered:P0} of their time; {agreement.False} segment(s) without speech"));
        return agreement.Found == sound.Speech.Length && agreement.False == 0;
    }

    private static VoiceResult ListenWithBar(ReadOnlyMemory<byte> model, VoiceSound sound, CancellationToken cancellation)
    {
        VoiceResult? result = null;
        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("listening", maxValue: sound.Recording.Seconds);
            result = VoiceRun.Listen(model, sound.Recording, (seconds, segment) =>
            {
                task.Value = seconds;
                Heard(segment, sound, line => AnsiConsole.MarkupLineInterpolated($"[green]{line}[/]"));
            }, cancellation);
        });
        return result ?? throw new InvalidOperationException("the progress display did not run its task");
    }

    private static void Heard(SpeechSegment? segment, VoiceSound sound, Action<string> print)
    {
        if (segment is not { } found) return;
        ImmutableArray<string> said = [.. sound.Speech.Where(s => found.Overlap(new SpeechSegment(s.Start, s.End)) > 0).Select(s => s.Text)];
        string known = sound.Speech.IsEmpty ? "" : said.IsEmpty ? "   nobody speaks here" : $"   \"{string.Join(" ", said)}\"";
        print($"speech from {Seconds(found.Start),6} s to {Seconds(found.End),6} s{known}");
    }

    private static void PrintCost(VoiceResult result)
    {
        IEnumerable<string> backends = result.Nodes.Where(n => n.Microseconds > 0).GroupBy(n => n.Placement.Backend).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} on {g.Key}");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Probabilities.Length} frames in {result.Run.TotalMilliseconds:F0} ms: {result.Run.TotalMilliseconds / result.Probabilities.Length:F3} ms per frame, real-time factor {result.RealTimeFactor:F4} ({1 / result.RealTimeFactor:F0} times faster than the sound)"));
        Console.Out.WriteLine($"load and compile {result.Compile.TotalMilliseconds:F0} ms; nodes at work: {string.Join(", ", backends)}");
    }

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);
}
