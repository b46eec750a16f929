namespace NnBridge.Packages.Tests;

/// <summary>The command line, installed from its package.</summary>
[CancelAfter(300_000)]
public sealed class ToolTests
{
    [Test]
    public async Task The_tool_installs_and_lists_its_backends()
    {
        string folder = PackageFeed.CreateWorkspace("tool");
        await DotnetCommand.Run(folder, PackageFeed.CacheOf(folder),
            "tool", "install", "NnBridge.Cli", "--version", PackageFeed.Version, "--tool-path", "bin", "--configfile", "nuget.config");
        string tool = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "nnbridge.exe" : "nnbridge");
        DotnetCommand.Result result = await DotnetCommand.Try(tool, folder, null, "backends");
        Assert.That(result.ExitCode, Is.Zero, result.Errors);
        Assert.That(result.Text, Does.Contain("cpu.ref"));
    }
}
