// Makes the recording of the demo, src/Cli/Demo/Voice/speech.wav, and speech.json, which says where speech is in it:
//   dotnet run tools/speech/MakeSpeech.cs
// Needs espeak-ng (the voices) and sox (16 kHz), both from Debian. Everything else is computed here, from a fixed seed.
#:property PublishAot=false
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

const int Rate = 16000;
const double Seconds = 20.5;
(double At, string Voice, int WordsPerMinute, string Text)[] lines =
[
    (1.3, "en-us+f3", 150, "Good morning."),
    (4.6, "en-gb", 155, "Turn on the light in the kitchen."),
    (8.2, "en-us+m3", 160, "What will the weather be like tomorrow?"),
    (13.4, "en-gb+f2", 150, "Play some music."),
    (17.0, "en-us+m7", 155, "Thank you, that is all for today."),
];
(double At, double Duration, string What)[] sounds = [(3.0, 0.9, "knocking"), (11.4, 1.4, "telephone")];

var random = new Random(20240229);
double[] mixed = Noise(random);
var speech = new List<object>();
foreach ((double at, string voice, int speed, string text) in lines)
{
    double[] clean = Normalised(Synthesise(voice, speed, text), 0.075);
    (int first, int last) = Extent(clean);
    int start = (int)(at * Rate);
    for (int i = first; i < last; i++) mixed[start + i - first] += clean[i];
    speech.Add(new { start = Math.Round((double)start / Rate, 2), end = Math.Round((double)(start + last - first) / Rate, 2), text });
}

foreach ((double at, double duration, string what) in sounds)
    for (int i = 0; i < duration * Rate; i++)
        mixed[(int)(at * Rate) + i] += what == "knocking" ? Knock(i / (double)Rate) : Ring(i / (double)Rate, duration);

string folder = Path.Combine(Here(), "..", "..", "src", "Cli", "Demo", "Voice");
WriteWav(Path.Combine(folder, "speech.wav"), mixed);
var truth = new { speech, sounds = sounds.Select(s => new { start = s.At, end = Math.Round(s.At + s.Duration, 2), text = s.What }) };
File.WriteAllText(Path.Combine(folder, "speech.json"), JsonSerializer.Serialize(truth, new JsonSerializerOptions { WriteIndented = true }) + "\n");

// Pink noise (white noise through first-order filters of spaced time constants) that swells and fades like traffic, with a little mains hum.
static double[] Noise(Random random)
{
    var samples = new double[(int)(Seconds * Rate)];
    double[] poles = [0.998, 0.97, 0.85, 0.5], states = new double[poles.Length];
    for (int i = 0; i < samples.Length; i++)
    {
        double white = (random.NextDouble() * 2) - 1, sum = 0;
        for (int p = 0; p < poles.Length; p++) sum += states[p] = (poles[p] * states[p]) + ((1 - poles[p]) * white * (1 << (poles.Length - 1 - p)));
        double time = i / (double)Rate, swell = 1 + (0.5 * Math.Sin(2 * Math.PI * 0.11 * time));
        samples[i] = (0.02 * swell * sum) + (0.002 * Math.Sin(2 * Math.PI * 50 * time));
    }

    return samples;
}

// Three raps, each a low tone that dies away.
static double Knock(double time)
{
    double inRap = time % 0.3;
    return 0.5 * Math.Exp(-inRap * 45) * Math.Sin(2 * Math.PI * 170 * inRap);
}

// Two tones of a bell, struck twenty times a second.
static double Ring(double time, double duration)
{
    double fade = Math.Min(1, Math.Min(time, duration - time) / 0.03);
    return 0.06 * fade * (1 + Math.Sin(2 * Math.PI * 20 * time)) * (Math.Sin(2 * Math.PI * 1180 * time) + Math.Sin(2 * Math.PI * 1480 * time)) / 2;
}

static double[] Synthesise(string voice, int speed, string text)
{
    string spoken = Path.GetTempFileName(), raw = Path.GetTempFileName();
    Run("espeak-ng", "-v", voice, "-s", $"{speed}", "-w", spoken, text);
    Run("sox", "-D", "-t", "wav", spoken, "-t", "raw", "-r", $"{Rate}", "-e", "signed", "-b", "16", "-c", "1", raw);
    byte[] bytes = File.ReadAllBytes(raw);
    File.Delete(spoken);
    File.Delete(raw);
    return [.. Enumerable.Range(0, bytes.Length / 2).Select(i => BitConverter.ToInt16(bytes, i * 2) / 32768.0)];
}

// To a given loudness (root of the mean square) of what is above silence.
static double[] Normalised(double[] samples, double loudness)
{
    double[] loud = [.. samples.Where(s => Math.Abs(s) > 0.005)];
    double gain = loudness / Math.Sqrt(loud.Average(s => s * s));
    return [.. samples.Select(s => s * gain)];
}

// From the first to behind the last hundredth of a second that is louder than 1 % of the loudest.
static (int First, int Last) Extent(double[] samples)
{
    const int Window = Rate / 100;
    double[] power = [.. samples.Chunk(Window).Select(w => w.Average(s => s * s))];
    double limit = power.Max() * 1e-4;
    return (Array.FindIndex(power, p => p > limit) * Window, Math.Min(samples.Length, (Array.FindLastIndex(power, p => p > limit) + 1) * Window));
}

static void WriteWav(string path, double[] samples)
{
    using var writer = new BinaryWriter(File.Create(path));
    writer.Write(Encoding.ASCII.GetBytes("RIFF"));
    writer.Write(36 + (samples.Length * 2));
    writer.Write(Encoding.ASCII.GetBytes("WAVEfmt "));
    writer.Write(16);
    writer.Write((short)1);
    writer.Write((short)1);
    writer.Write(Rate);
    writer.Write(Rate * 2);
    writer.Write((short)2);
    writer.Write((short)16);
    writer.Write(Encoding.ASCII.GetBytes("data"));
    writer.Write(samples.Length * 2);
    foreach (double s in samples) writer.Write((short)Math.Round(Math.Clamp(s, -1, 1) * 32767));
}

static void Run(string program, params string[] arguments)
{
    using Process process = Process.Start(program, arguments);
    process.WaitForExit();
    if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with code {process.ExitCode}");
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
