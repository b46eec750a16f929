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
        json.WriteString("lead", $"{Capital(sound.Name)}, {Number(sound.Recording.Seconds, "F1")} s. Silero's voice activity network listened to it frame by frame, " +
            $"{Number(VoiceResult.FrameSeconds * 1000, "F0")} ms at a time; what it remembers from frame to frame is state of the session. All of it ran in NnBridge, in this computer's .NET process.");
        WriteFacts(json, sound, result);
        json.WriteNumber("seconds", sound.Recording.Seconds);
        json.WriteNumber("frameSeconds", VoiceResult.FrameSeconds);
        json.WriteNumber("threshold", options.Threshold);
        json.WriteNumber("endThreshold", options.EndThreshold);
        WriteNumbers(json, "peaks", Peaks(sound.Recording.Samples));
        WriteNumbers(json, "probabilities", result.Probabilities.Select(p => (double)p));
        json.WriteStartArray("found");
        foreach (SpeechSegment segment in result.Segments)
        {
            json.WriteStartArray();
            json.WriteNumberValue(segment.Start);
            json.WriteNumberValue(segment.End);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteLabels(json, "speech", sound.Speech);
        WriteLabels(json, "others", sound.Others);
        json.WriteStartArray("nodes");
        foreach (NodeTime node in result.Nodes) WriteNode(json, node);
        json.WriteEndArray();
        if (sound.Wav.Length <= MaxAudioBytes) json.WriteBase64String("audio", sound.Wav);
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, VoiceSound sound, VoiceResult result)
    {
        json.WriteStartArray("facts");
        if (sound.Speech.IsEmpty) Fact($"{result.Segments.Length}", "segments of speech found");
        else
        {
            Agreement agreement = Agreement.Of(sound.Speech, result.Segments);
            Fact($"{agreement.Found} of {sound.Speech.Length}", "utterances found");
            Fact($"{Number(agreement.Covered * 100, "F0")} %", "of the time of all utterances found");
            Fact($"{agreement.False}", "segments in which nobody speaks");
        }

        Fact($"{Number(result.Run.TotalMilliseconds / result.Probabilities.Length, "F2")} ms", "per frame, one thread");
        Fact($"{Number(1 / result.RealTimeFactor, "F0")} ×", "faster than the sound");
        Fact($"{Number(result.Compile.TotalMilliseconds, "F0")} ms", "to load and compile the network");
        json.WriteEndArray();

        void Fact(string value, string what)
        {
            json.WriteStartArray();
            json.WriteStringValue(value);
            json.WriteStringValue(what);
            json.WriteEndArray();
        }
    }

    private static void WriteLabels(Utf8JsonWriter json, string name, IEnumerable<LabelledSound> labels)
    {
        json.WriteStartArray(name);
        foreach (LabelledSound label in labels)
        {
            json.WriteStartObject();
            json.WriteNumber("start", label.Start);
            json.WriteNumber("end", label.End);
            json.WriteString("text", label.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNode(Utf8JsonWriter json, NodeTime node)
    {
        json.WriteStartObject();
        json.WriteString("path", node.Path);
        json.WriteString("name", node.Placement.Node.Name);
        json.WriteString("op", node.Placement.Node.Op.Name);
        json.WriteString("result", string.Join(", ", node.Placement.Node.Outputs.Select(o => o.Info.ToString())));
        json.WriteString("backend", node.Placement.Backend);
        json.WriteString("cause", node.Placement.Cause);
        json.WriteNumber("us", Math.Round(node.Microseconds, 3));
        json.WriteStartArray("refusals");
        foreach (Refusal refusal in node.Placement.Refusals.Where(r => r.Backend != CliHost.AppOperators))
        {
            json.WriteStartObject();
            json.WriteString("backend", refusal.Backend);
            json.WriteString("reason", refusal.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteNumberValue(Math.Round(number, 4));
        json.WriteEndArray();
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

    private static string Capital(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
