using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NnBridge.Cli.Commands;
using NnBridge.Cli.Demo.Voice;
using NnBridge.Cli.Npm;
using NnBridge.TestKit;

namespace NnBridge.Cli.Tests.Demo;

/// <summary>The network hears speech where it is. Needs the model: from the corpus beside the checkout, else from npm.</summary>
[CancelAfter(300_000)]
public sealed partial class VoiceTests
{
    private static readonly Lazy<(VoiceSound Sound, VoiceResult? Result, string? Missing)> Heard = new(Listen);

    [Test]
    public void Every_utterance_is_found_and_nothing_else()
    {
        (VoiceSound sound, VoiceResult result) = Result();
        Agreement agreement = Agreement.Of(sound.Speech, result.Segments);
        Assert.That((agreement.Found, agreement.False), Is.EqualTo((sound.Speech.Length, 0)));
        Assert.That(agreement.Covered, Is.GreaterThan(0.9));
    }

    [Test]
    public void Speech_begins_and_ends_where_it_is_known_to()
    {
        (VoiceSound sound, VoiceResult result) = Result();
        Assert.That(result.Segments, Has.Length.EqualTo(sound.Speech.Length));
        using (Assert.EnterMultipleScope())
            for (int i = 0; i < sound.Speech.Length; i++)
            {
                Assert.That(result.Segments[i].Start, Is.EqualTo(sound.Speech[i].Start).Within(0.15), sound.Speech[i].Text);
                Assert.That(result.Segments[i].End, Is.EqualTo(sound.Speech[i].End).Within(0.3), sound.Speech[i].Text);
            }
    }

    [Test]
    public void The_network_is_faster_than_the_sound() => Assert.That(Result().Result.RealTimeFactor, Is.LessThan(1));

    [Test]
    public void The_page_needs_nothing_else_and_holds_what_was_heard()
    {
        (VoiceSound sound, VoiceResult result) = Result();
        string page = Encoding.UTF8.GetString(VoicePage.Create(sound, result));
        Assert.That(Reference().Matches(page).Select(m => m.Value), Is.Empty, "addresses of other files");
        Match data = Data().Match(page);
        Assert.That(data.Success);
        using JsonDocument json = JsonDocument.Parse(data.Groups[1].Value);
        Assert.That(json.RootElement.GetProperty("found").GetArrayLength(), Is.EqualTo(result.Segments.Length));
        Assert.That(json.RootElement.GetProperty("probabilities").GetArrayLength(), Is.EqualTo(result.Probabilities.Length));
        Assert.That(json.RootElement.GetProperty("nodes").EnumerateArray().Any(n => n.GetProperty("us").GetDouble() > 0));
        Assert.That(json.RootElement.GetProperty("audio").GetBytesFromBase64(), Is.EqualTo(sound.Wav));
    }

    private static (VoiceSound Sound, VoiceResult Result) Result()
    {
        if (Heard.Value.Result is not { } result) throw new IgnoreException(Heard.Value.Missing!);
        return (Heard.Value.Sound, result);
    }

    private static (VoiceSound, VoiceResult?, string?) Listen()
    {
        VoiceSound sound = VoiceSound.Bundled();
        try
        {
            byte[] model = SharedCorpus.Folder("onnx") is { } corpus && File.Exists(Path.Combine(corpus, "vad_silero_v5", "model.onnx"))
                ? File.ReadAllBytes(Path.Combine(corpus, "vad_silero_v5", "model.onnx"))
                : DemoCommand.Package.Read(DemoCommand.ModelFile, NpmPackage.DefaultCache);
            return (sound, VoiceRun.Listen(model, sound.Recording, (_, _) => { }, CancellationToken.None), null);
        }
        catch (NpmException e)
        {
            return (sound, null, $"the model is neither beside the checkout nor to be had: {e.Message}");
        }
    }

    [GeneratedRegex("""(?:src|href)\s*=\s*["'][^"']+["']|url\(|@import""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();
}
