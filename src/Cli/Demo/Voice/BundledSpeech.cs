using System.Collections.Immutable;
using System.Text.Json;
using NnBridge.Cli.Output;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>The recording that comes with this program, and what is known to be in it; <c>tools/speech</c> makes both.</summary>
internal static class BundledSpeech
{
    /// <summary>The WAV file.</summary>
    public static byte[] Wav() => Resource.Bytes("speech.wav");

    /// <summary>The speech in it, and other sounds.</summary>
    public static (ImmutableArray<LabelledSound> Speech, ImmutableArray<LabelledSound> Others) Labels()
    {
        using JsonDocument document = JsonDocument.Parse(Resource.Bytes("speech.json"));
        return (Read(document.RootElement.GetProperty("speech")), Read(document.RootElement.GetProperty("sounds")));
    }

    private static ImmutableArray<LabelledSound> Read(JsonElement list) => [.. list.EnumerateArray().Select(s =>
        new LabelledSound(s.GetProperty("start").GetDouble(), s.GetProperty("end").GetDouble(), s.GetProperty("text").GetString() ?? ""))];
}
