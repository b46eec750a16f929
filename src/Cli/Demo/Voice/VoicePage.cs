using System.Globalization;
using System.Text;
using System.Text.Json;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>Everything that is known after listening as one HTML page that needs nothing else: <c>page.html</c> with the data put in.</summary>
internal static class VoicePage
{
    private const string DataPlace = "{}";

    /// <summary>Columns of the waveform: what a wide screen shows.</summary>
    private const int Columns = 1600;

    /// <summary>Larger recordings can be seen but not heard on the page.</summary>
    private const int MaxAudioBytes = 16 << 20;

    public static byte[] Create(VoiceSound sound, VoiceResult result)
    {
        string page = Resource.Text("voice-page.html");
        return Encoding.UTF8.GetBytes(Json.EmbedInHtml(page, DataPlace, json => Write(json, sound, result)));
    }

    private static void Write(Utf8JsonWriter json, VoiceSound sound, VoiceResult result)
    {
        var options = new SegmenterOptions();
        json.WriteStartObject();
        json.WriteString("lead", $"{sound.Name}, {Number(sound.Recording.Seconds, "F1")} s. Silero's voice activity network listened to it frame by frame, " +
            $"{Number(VoiceResult.FrameSeconds * 1000, "F0")} ms at a time; what it remembers from frame to frame is state of the session. All of it ran in NnBridge, in this computer's .NET process.");
        WriteFacts(json, sound, result);
        json.WriteNumber("seconds", sound.Recording.Seconds);
        json.WriteNumber("frameSeconds", VoiceResult.FrameSeconds);
        json.WriteNumber("threshold", options.Threshold);
        json.WriteNumber("endThreshold", options.EndThreshold);
        json.WriteNumbers("peaks", Peaks(sound.Recording.Samples));
        json.WriteNumbers("probabilities", result.Probabilities.Select(p => (double)p));
        json.WriteObjects("found", result.Segments, segment => WriteSpan(json, segment.Start, segment.End, ""));
        json.WriteObjects("speech", sound.Speech, label => WriteSpan(json, label.Start, label.End, label.Text));
        json.WriteObjects("others", sound.Others, label => WriteSpan(json, label.Start, label.End, label.Text));
        json.WriteObjects("nodes", result.Nodes, node => WriteNode(json, node));
        if (sound.Wav.Length <= MaxAudioBytes) json.WriteBase64String("audio", sound.Wav);
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, VoiceSound sound, VoiceResult result)
    {
        var facts = new List<(string Value, string Text)>();
        if (sound.Speech.IsEmpty) facts.Add(($"{result.Segments.Length}", "segments of speech found"));
        else
        {
            Agreement agreement = Agreement.Of(sound.Speech, result.Segments);
            facts.Add(($"{agreement.Found} of {sound.Speech.Length}", "utterances found"));
            facts.Add(($"{Number(agreement.Covered * 100, "F0")} %", "of the time of all utterances found"));
            facts.Add(($"{agreement.False}", "segments in which nobody speaks"));
        }

        facts.Add(($"{Number(result.Run.TotalMilliseconds / result.Probabilities.Length, "F2")} ms", "per frame, one thread"));
        facts.Add(($"{Number(1 / result.RealTimeFactor, "F0")} ×", "faster than the sound"));
        facts.Add(($"{Number(result.Compile.TotalMilliseconds, "F0")} ms", "to load and compile the network"));
        json.WriteObjects("facts", facts, fact =>
        {
            json.WriteString("value", fact.Value);
            json.WriteString("text", fact.Text);
        });
    }

    private static void WriteSpan(Utf8JsonWriter json, double start, double end, string text)
    {
        json.WriteNumber("start", start);
        json.WriteNumber("end", end);
        json.WriteString("text", text);
    }

    private static void WriteNode(Utf8JsonWriter json, NodeTime node)
    {
        json.WriteString("path", node.Path);
        json.WriteString("name", node.Placement.Node.Name);
        json.WriteString("op", node.Placement.Node.Op.Name);
        json.WriteString("result", string.Join("\n", node.Placement.Node.Outputs.Select(o => o.Info.ToString())));
        json.WriteString("backend", node.Placement.Backend);
        json.WriteString("cause", node.Placement.Cause);
        json.WriteNumber("us", Math.Round(node.Microseconds, 3));
        json.WriteObjects("refusals", node.Placement.Refusals.Where(r => r.Backend != CliHost.AppOperators), refusal =>
        {
            json.WriteString("backend", refusal.Backend);
            json.WriteString("reason", refusal.Reason);
        });
    }

    /// <summary>Lowest and highest sample of each column.</summary>
    private static IEnumerable<double> Peaks(float[] samples)
    {
        foreach (float[] part in samples.Chunk(Math.Max(1, (samples.Length + Columns - 1) / Columns)))
        {
            yield return part.Min();
            yield return part.Max();
        }
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
