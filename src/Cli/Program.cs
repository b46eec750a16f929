using System.CommandLine;
using NnBridge.Cli.Commands;

namespace NnBridge.Cli;

/// <summary>Entry of the command line. Exit codes: 0 done, 1 failed (a case, a model, a device), 2 wrong usage.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var root = new RootCommand("Runs neural networks (TensorFlow Lite, ONNX) across backends, and says why each node runs where it does.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            InspectCommand.Create(),
            PlanCommand.Create(),
            ConvertCommand.Create(),
            VerifyCommand.Create(),
            CoverageCommand.Create(),
            BenchCommand.Create(),
            BackendsCommand.Create(),
        };
        return CommandRunner.Invoke(root, args);
    }
}
