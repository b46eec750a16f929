using System.Text;
using NnBridge.Cli.Demo.Voice;

namespace NnBridge.Cli.Tests.Demo;

/// <summary>Recordings are read, and what cannot be read is refused with a reason.</summary>
public sealed class WavFileTests
{
    [Test]
    public void Channels_become_their_mean()
    {
        Recording recording = WavFile.Read(Wav([16384, 0, -32768, -32768], channels: 2), "test");
        Assert.That((recording.Rate, recording.Samples), Is.EqualTo((16000, new[] { 0.25f, -1 })));
    }

    [Test]
    public void A_recording_that_was_cut_off_is_read_as_far_as_it_goes() =>
        Assert.That(WavFile.Read(Wav([1, 2, 3]).AsSpan(0, 48), "test").Samples, Has.Length.EqualTo(2));

    [TestCase(8, 1, 16000, "encoding 1 with 8 bits, expected 16-bit PCM")]
    [TestCase(16, 3, 16000, "encoding 3 with 16 bits")]
    [TestCase(16, 1, 100, "100 samples per second, expected 8000 to 384000")]
    public void Other_formats_are_refused(int bits, int encoding, int rate, string reason) => Assert.That(
        () => WavFile.Read(Wav([1], 1, rate, bits, encoding), "test.wav"), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"test.wav: {reason}"));

    [Test]
    public void No_beginning_of_a_file_does_harm()
    {
        byte[] whole = Wav([1, 2, 3]);
        for (int length = 0; length < 44; length++)
            Assert.That(() => WavFile.Read(whole.AsSpan(0, length), "test"), Throws.TypeOf<InvalidDataException>(), $"{length} bytes");
    }

    [Test]
    public void Sizes_that_lie_do_no_harm()
    {
        byte[] wav = Wav([1, 2, 3]);
        foreach (int at in new[] { 16, 40 })
        {
            byte[] broken = [.. wav];
            BitConverter.TryWriteBytes(broken.AsSpan(at), uint.MaxValue);
            try
            {
                Assert.That(WavFile.Read(broken, "test").Samples, Has.Length.LessThan(30));
            }
            catch (InvalidDataException)
            {
                // Refused is as good.
            }
        }
    }

    [TestCase(8000)]
    [TestCase(22050)]
    [TestCase(44100)]
    [TestCase(48000)]
    public void A_tone_stays_the_same_tone_at_another_rate(int rate)
    {
        Recording tone = Tone(440, rate).To(16000), expected = Tone(440, 16000);
        Assert.That(tone.Samples, Has.Length.EqualTo(expected.Samples.Length).Within(1));
        for (int i = 200; i < expected.Samples.Length - 200; i++) Assert.That(tone.Samples[i], Is.EqualTo(expected.Samples[i]).Within(0.01), $"sample {i}");
    }

    [Test]
    public void What_the_new_rate_cannot_carry_is_gone() =>
        Assert.That(Tone(11000, 48000).To(16000).Samples.Skip(200).SkipLast(200).Max(Math.Abs), Is.LessThan(0.01));

    private static Recording Tone(double frequency, int rate) =>
        new(rate, [.. Enumerable.Range(0, rate / 4).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * frequency * i / rate)))]);

    private static byte[] Wav(short[] samples, int channels = 1, int rate = 16000, int bits = 16, int encoding = 1)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Encoding.ASCII.GetBytes("RIFF"));
        writer.Write(36 + (samples.Length * 2));
        writer.Write(Encoding.ASCII.GetBytes("WAVEfmt "));
        writer.Write(16);
        writer.Write((short)encoding);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write(Encoding.ASCII.GetBytes("data"));
        writer.Write(samples.Length * 2);
        foreach (short s in samples) writer.Write(s);
        writer.Flush();
        return stream.ToArray();
    }
}
