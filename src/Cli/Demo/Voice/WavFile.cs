using System.Buffers.Binary;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>Reads recordings: RIFF/WAVE files with 16-bit PCM samples.</summary>
internal static class WavFile
{
    private const int Pcm = 1;
    private const int Extensible = 0xFFFE;
    private const int HeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;
    private const int FormatBytes = 16;

    /// <summary>The samples, -1 to 1; several channels become their mean.</summary>
    /// <param name="file">Content of the file.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <exception cref="InvalidDataException">It is malformed, or holds something else than 16-bit PCM.</exception>
    public static Recording Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < HeaderBytes || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            throw new InvalidDataException($"{name}: not a RIFF/WAVE file");
        (int Channels, int Rate)? format = null;
        for (int at = HeaderBytes; at + ChunkHeaderBytes <= file.Length;)
        {
            ReadOnlySpan<byte> id = file.Slice(at, 4);
            uint stated = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            // A program that was interrupted while recording leaves a size that is too large; what is there counts.
            int size = (int)Math.Min(stated, (uint)(file.Length - at - ChunkHeaderBytes));
            ReadOnlySpan<byte> chunk = file.Slice(at + ChunkHeaderBytes, size);
            if (id.SequenceEqual("fmt "u8)) format = Format(chunk, name);
            if (id.SequenceEqual("data"u8))
                return format is (int channels, int rate) ? new Recording(rate, Samples(chunk, channels))
                    : throw new InvalidDataException($"{name}: samples come before their format");
            at += ChunkHeaderBytes + size + (size & 1);
        }

        throw new InvalidDataException($"{name}: holds no samples");
    }

    private static (int Channels, int Rate) Format(ReadOnlySpan<byte> chunk, string name)
    {
        if (chunk.Length < FormatBytes) throw new InvalidDataException($"{name}: the format has {chunk.Length} bytes, expected at least {FormatBytes}");
        int encoding = BinaryPrimitives.ReadUInt16LittleEndian(chunk), channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (encoding is not (Pcm or Extensible) || bits != 16)
            throw new InvalidDataException($"{name}: encoding {encoding} with {bits} bits, expected 16-bit PCM (ffmpeg -i INPUT -c:a pcm_s16le OUTPUT.wav makes it)");
        if (channels == 0) throw new InvalidDataException($"{name}: has no channel");
        if (rate is < Resampler.LowestRate or > Resampler.HighestRate)
            throw new InvalidDataException($"{name}: {rate} samples per second, expected {Resampler.LowestRate} to {Resampler.HighestRate}");
        return (channels, rate);
    }

    private static float[] Samples(ReadOnlySpan<byte> chunk, int channels)
    {
        var samples = new float[chunk.Length / 2 / channels];
        for (int i = 0; i < samples.Length; i++)
        {
            int sum = 0;
            for (int c = 0; c < channels; c++) sum += BinaryPrimitives.ReadInt16LittleEndian(chunk[(((i * channels) + c) * 2)..]);
            samples[i] = sum / (32768f * channels);
        }

        return samples;
    }
}
