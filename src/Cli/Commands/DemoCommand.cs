using System.CommandLine;
using NnBridge.Cli.Demo.Voice;
using NnBridge.Cli.Npm;

namespace NnBridge.Cli.Commands;

/// <summary>Shows what the library does with a real network: hears where speech is in a noisy recording, frame by frame.</summary>
internal static class DemoCommand
{
    private const string DefaultPage = "nnbridge-demo.html";

    public static readonly NpmPackage Package = new("@ricky0123/vad-web", "0.0.31",
        "sha512-ePVq8TvB21sdHSxVMZOEIf9JVa7MAYpaIaNXeGgsPOiMCN8xbPCdF2LS5aYj7VRR3ZxzutedgV9ZplV65IA1Fg==");

    public const string ModelFile = "dist/silero_vad_v5.onnx";

    public static Command Create()
    {
        var model = new DemoModel(Package, ModelFile);
        Option<string?> wav = new("--wav") { Description = "A recording of your own: 16-bit PCM, any rate" };
        Option<string> page = new("--html") { Description = "Where the page with all results goes", DefaultValueFactory = _ => DefaultPage };
        var command = new Command("demo", "Hear where speech is in a noisy recording: Silero's voice activity network (MIT), fetched once with npm")
        {
            wav, page, FaceDemoCommand.Create(),
        };
        model.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            VoiceSound sound = parsed.GetValue(wav) is { } file ? VoiceSound.OfFile(file) : VoiceSound.Bundled();
            byte[] network = model.Read(parsed);
            VoiceResult result = VoiceConsole.Listen(network, sound, cancellation);
            File.WriteAllBytes(parsed.GetValue(page)!, VoicePage.Create(sound, result));
            Console.Out.WriteLine($"page: {Path.GetFullPath(parsed.GetValue(page)!)}");
            return VoiceConsole.Judge(sound, result) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
