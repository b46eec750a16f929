using System.CommandLine;
using NnBridge.Cli.Demo;
using NnBridge.Cli.Npm;

namespace NnBridge.Cli.Commands;

/// <summary>Runs the body of a command; turns what a person can mend into one line instead of a stack trace.</summary>
internal static class CommandRunner
{
    public static void SetBody(this Command command, Func<ParseResult, CancellationToken, int> body) =>
        command.SetAction((parsed, cancellation) => Task.FromResult(Guarded(() => body(parsed, cancellation))));

    /// <summary>Runs the command that the arguments name, or says what is wrong with them.</summary>
    public static int Invoke(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors) Report(error.Message, ExitCode.Usage);
        return Report("--help lists the commands", ExitCode.Usage);
    }

    private static int Guarded(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception e) when (e is NnBridgeException or DemoException or NpmException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Report(e.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException)
        {
            return Report("cancelled", ExitCode.Failed);
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            return Report(e.Message, ExitCode.Usage);
        }
    }

    private static int Report(string message, int code)
    {
        Console.Error.WriteLine($"nnbridge: {message}");
        return code;
    }
}
