using System.CommandLine;
using System.Text.Json;
using NnBridge.Cli.Golden;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Runs golden cases.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = "Folders to search for golden cases", Arity = ArgumentArity.OneOrMore };
        Option<string?> backend = CommonOptions.Backend();
        Option<string?> plugins = CommonOptions.Plugins();
        Option<bool> noEmittedCode = CommonOptions.NoEmittedCode();
        Option<Precision> precision = CommonOptions.JudgedPrecision();
        Option<string?> json = new("--json") { Description = "File for the results" };
        Option<int> jobs = new("--jobs") { Description = "Cases at the same time", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("verify", "Run golden cases: models with inputs, expected outputs and a tolerance") 
            { paths, backend, plugins, noEmittedCode, precision, json, jobs };
        command.SetBody((parsed, cancellation) =>
        {
            if (parsed.GetValue(jobs) < 1) throw new UsageException($"--jobs {parsed.GetValue(jobs)}: expected at least 1");
            GoldenCase[] cases = [.. parsed.GetValue(paths)!.SelectMany(p => CaseFinder.Find(p))];
            using NnRuntime runtime = CliHost.CreateRuntime(parsed.GetValue(plugins), !parsed.GetValue(noEmittedCode));
            var verifier = new CaseVerifier(runtime, CommonOptions.BackendList(parsed.GetValue(backend)), parsed.GetValue(precision));
            CaseResult[] results = CaseBatch.Run(cases, verifier, parsed.GetValue(jobs), cancellation);
            CaseReport.Print(results);
            if (parsed.GetValue(json) is { } file) Json.Save(file, writer => Write(writer, results));
            return CaseReport.ExitCodeOf(results);
        });
        return command;
    }

    private static void Write(Utf8JsonWriter json, CaseResult[] results)
    {
        json.WriteStartArray();
        foreach (CaseResult r in results)
        {
            json.WriteStartObject();
            json.WriteString("case", r.Case);
            json.WriteString("status", r.Status);
            json.WriteString("reason", r.Reason);
            json.WriteNumber("maxAbs", Finite(r.MaxAbs));
            json.WriteNumber("maxRel", Finite(r.MaxRel));
            json.WriteNumber("ms", Math.Round(r.Milliseconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : double.MaxValue;
}
