using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NnBridge.Bench.Tiers;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Commands;

/// <summary>Runs all cases with what this process has: what <c>tiers</c> starts, with instructions taken away.</summary>
internal static class TierCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = TiersCommand.Paths();
        Option<bool> noEmittedCode = CommonOptions.NoEmittedCode();
        Option<Precision> precision = CommonOptions.JudgedPrecision();
        Option<int> jobs = TiersCommand.Jobs();
        Option<string> output = new("--output") { Description = "File for the results, as JSON", Required = true };
        var command = new Command("tier", "Run the cases of all operators and models with expected results in this process, for 'tiers'") { paths, noEmittedCode, precision, jobs, output };
        command.SetBody((parsed, cancellation) =>
        {
            using NnRuntime runtime = CliHost.CreateRuntime(mayEmit: !parsed.GetValue(noEmittedCode));
            ImmutableArray<TierCase> cases = new TierRunner(runtime, parsed.GetValue(precision)).Run(parsed.GetValue(paths)!, parsed.GetValue(jobs), cancellation);
            File.WriteAllText(parsed.GetValue(output)!, JsonSerializer.Serialize(cases));
            Console.Out.WriteLine(runtime.Backends[0].Device);
            return ExitCode.Done;
        });
        return command;
    }
}
