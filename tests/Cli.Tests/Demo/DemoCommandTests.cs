using System.CommandLine;
using NnBridge.Cli.Commands;
using NnBridge.Cli.Demo.Voice;
using NnBridge.Cli.Npm;

namespace NnBridge.Cli.Tests.Demo;

/// <summary>What can go wrong around the demo ends with a message and a code, not with a crash.</summary>
public sealed class DemoCommandTests
{
    [Test]
    public void A_package_that_is_not_the_pinned_one_is_refused_and_thrown_away()
    {
        using var folder = new TemporaryFolder();
        string archive = folder.File("ricky0123-vad-web-0.0.31.tgz");
        File.WriteAllText(archive, "something else");
        Assert.That(() => DemoCommand.Package.Read(DemoCommand.ModelFile, folder.Path), Throws.TypeOf<NpmException>().With.Message.Contains("expected sha512-"));
        Assert.That(File.Exists(archive), Is.False);
    }

    [Test]
    public void A_file_that_is_no_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.onnx"), "no model");
        Assert.That(Run("--model", folder.File("model.onnx"), "--html", folder.File("page.html")), Is.EqualTo(ExitCode.Failed));
        Assert.That(File.Exists(folder.File("page.html")), Is.False);
    }

    [Test]
    public void A_file_that_is_no_recording_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("sound.wav"), "no sound");
        Assert.That(Run("--wav", folder.File("sound.wav")), Is.EqualTo(ExitCode.Failed));
        Assert.That(Run("--wav", folder.File("none.wav")), Is.EqualTo(ExitCode.Failed));
    }

    [Test]
    public void The_recording_that_comes_along_is_what_its_labels_say()
    {
        VoiceSound sound = VoiceSound.Bundled();
        Assert.That((sound.Recording.Rate, sound.Speech.Length, sound.Others.Length), Is.EqualTo((VoiceDetector.Rate, 5, 2)));
        foreach (LabelledSound label in sound.Speech.Concat(sound.Others))
        {
            Assert.That(label.End, Is.GreaterThan(label.Start).And.LessThanOrEqualTo(sound.Recording.Seconds), label.Text);
            Assert.That(label.Text, Is.Not.Empty);
        }
    }

    private static int Run(params string[] arguments) => CommandRunner.Invoke(new RootCommand { DemoCommand.Create() }, ["demo", .. arguments]);
}
