using System.Diagnostics;

namespace NnBridge.Packages.Tests;

/// <summary>Runs a program and takes down what it prints.</summary>
internal static class DotnetCommand
{
    /// <summary>What a program said.</summary>
    /// <param name="ExitCode">0 when it succeeded.</param>
    /// <param name="Text">Standard output.</param>
    /// <param name="Errors">Standard error.</param>
    public readonly record struct Result(int ExitCode, string Text, string Errors);

    /// <summary>Runs <c>dotnet</c> and expects it to succeed.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="packageCache">Where unpacked packages are kept; null for the machine's own place.</param>
    /// <param name="arguments">One by one.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> Run(string folder, string? packageCache, params string[] arguments)
    {
        Result result = await Try("dotnet", folder, packageCache, arguments);
        Assert.That(result.ExitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}\n{result.Text}{result.Errors}");
        return result.Text;
    }

    /// <summary>Runs any program, which may fail.</summary>
    public static async Task<Result> Try(string program, string folder, string? packageCache, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // The test host runs inside of a build and passes that build's settings on.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        if (packageCache is not null) start.Environment["NUGET_PACKAGES"] = packageCache;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await errors);
    }
}
