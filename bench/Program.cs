using System.CommandLine;
using NnBridge.Bench.Commands;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench;

/// <summary>Entry of the benchmarks. Exit codes: 0 done, 1 a model failed or outputs disagree, 2 wrong usage.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var root = new RootCommand("Measures NnBridge beside ONNX Runtime.")
        {
            CompareCommand.Create(),
            ProfileCommand.Create(),
            ColdCommand.Create(),
            StartCommand.Create(),
            CheckExportCommand.Create(),
            GrowthCommand.Create(),
            ScaleCommand.Create(),
            SteadyCommand.Create(),
            StormCommand.Create(),
            TiersCommand.Create(),
            TierCommand.Create(),
        };
        return CommandRunner.Invoke(root, args);
    }
}
