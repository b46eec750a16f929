using System.Buffers.Binary;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>
/// The example micro_speech of TensorFlow Lite Micro from sound to word: its audio front end and its network. Runs when
/// <c>NNBRIDGE_MICRO_SPEECH</c> names the example's folder in a checkout of github.com/tensorflow/tflite-micro.
/// </summary>
public sealed class MicroSpeechTests
{
    private const int FrameSamples = 480, StepSamples = 320, Frames = 49, Features = 40;
    private static readonly string[] Labels = ["silence", "unknown", "yes", "no"];

    /// <summary>What the example's own tests expect.</summary>
    private static IEnumerable<TestCaseData> Words =>
    [
        new("yes_30ms", new sbyte[]
        {
            124, 105, 126, 103, 125, 101, 123, 100, 116, 98, 115, 97, 113, 90, 91, 82, 104, 96, 117, 97,
            121, 103, 126, 101, 125, 104, 126, 104, 125, 101, 116, 90, 81, 74, 80, 71, 83, 76, 82, 71,
        }),
        new("no_30ms", new sbyte[]
        {
            126, 103, 124, 102, 124, 102, 123, 100, 118, 97, 118, 100, 118, 98, 121, 100, 121, 98, 117, 91,
            96, 74, 54, 87, 100, 87, 109, 92, 91, 80, 64, 55, 83, 74, 74, 78, 114, 95, 101, 81,
        }),
    ];

    [TestCaseSource(nameof(Words))]
    public void Features_are_those_of_the_original(string sound, sbyte[] expected)
    {
        using ModelRun run = Model("audio_preprocessor_int8");
        Assert.That(FeaturesOf(run, Sound(sound)), Is.EqualTo(expected));
    }

    [TestCase("yes_1000ms", "yes")]
    [TestCase("no_1000ms", "no")]
    [TestCase("silence_1000ms", "silence")]
    [TestCase("noise_1000ms", "silence")]
    public void Words_are_recognised(string sound, string expected)
    {
        using ModelRun frontEnd = Model("audio_preprocessor_int8"), network = Model("micro_speech_quantized");
        short[] samples = Sound(sound);
        Span<sbyte> input = network.Session.Input<sbyte>(0);
        for (int f = 0; f < Frames; f++) FeaturesOf(frontEnd, samples.AsSpan(f * StepSamples, FrameSamples)).CopyTo(input[(f * Features)..]);
        ReadOnlySpan<sbyte> scores = network.Run().Session.Output<sbyte>(0);
        int best = 0;
        for (int i = 1; i < scores.Length; i++) if (scores[i] > scores[best]) best = i;
        Assert.That(Labels[best], Is.EqualTo(expected));
    }

    private static sbyte[] FeaturesOf(ModelRun frontEnd, ReadOnlySpan<short> samples)
    {
        samples[..FrameSamples].CopyTo(frontEnd.Session.Input<short>(0));
        return frontEnd.Run().Session.Output<sbyte>(0).ToArray();
    }

    private static ModelRun Model(string name) => new(File.ReadAllBytes(Path.Combine(Folder(), "models", $"{name}.tflite")));

    private static short[] Sound(string name)
    {
        byte[] wave = File.ReadAllBytes(Path.Combine(Folder(), "testdata", $"{name}.wav"));
        int data = wave.AsSpan().IndexOf("data"u8) + 8;
        var samples = new short[BinaryPrimitives.ReadInt32LittleEndian(wave.AsSpan(data - 4)) / sizeof(short)];
        for (int i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(wave.AsSpan(data + (i * sizeof(short))));
        return samples;
    }

    private static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("NNBRIDGE_MICRO_SPEECH");
        if (folder is null || !Directory.Exists(folder)) Assert.Ignore("NNBRIDGE_MICRO_SPEECH does not name the folder of the example");
        return folder!;
    }
}
