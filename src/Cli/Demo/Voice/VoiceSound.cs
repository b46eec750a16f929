using System.Collections.Immutable;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>A recording to listen to, and what is known of it.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Wav">The file.</param>
/// <param name="Recording">Its sound, with the rate of the network.</param>
/// <param name="Speech">Speech that is known to be in it; empty when nothing is known.</param>
/// <param name="Others">Other sounds that are known to be in it.</param>
internal sealed record VoiceSound(string Name, byte[] Wav, Recording Recording, ImmutableArray<LabelledSound> Speech, ImmutableArray<LabelledSound> Others)
{
    /// <summary>The recording that comes with this program.</summary>
    public static VoiceSound Bundled()
    {
        byte[] wav = BundledSpeech.Wav();
        (ImmutableArray<LabelledSound> speech, ImmutableArray<LabelledSound> others) = BundledSpeech.Labels();
        return new VoiceSound("Speech in noise", wav, WavFile.Read(wav, "speech.wav").To(VoiceDetector.Rate), speech, others);
    }

    /// <exception cref="InvalidDataException">The file is not a recording of 16-bit PCM samples.</exception>
    public static VoiceSound OfFile(string path)
    {
        byte[] wav = File.ReadAllBytes(path);
        Recording recording = WavFile.Read(wav, path);
        return recording.Samples.Length == 0 ? throw new InvalidDataException($"{path}: holds no samples")
            : new VoiceSound(Path.GetFileName(path), wav, recording.To(VoiceDetector.Rate), [], []);
    }
}
