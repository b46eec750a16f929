using System.Diagnostics;

namespace NnBridge.Bench.Commands;

/// <summary>Runs a command of this program in a process of its own.</summary>
internal static class SelfProcess
{
    /// <summary>Runs it to the end.</summary>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    /// <returns>The code it ended with, what it wrote, and what it wrote about errors.</returns>
    public static (int ExitCode, string Output, string Errors) Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string self = Environment.ProcessPath ?? throw new InvalidOperationException("the program does not know its own path");
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "NnBridge.Bench.dll")] : [];
        var start = new ProcessStartInfo(self, [.. program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{self} could not be started");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
