using System.CommandLine;
using NnBridge.Bench.Contenders;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Cli.Golden;
using NnBridge.Parsers.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Commands;

/// <summary>Writes the models of golden cases as ONNX, runs them in ONNX Runtime, and compares with what the cases expect.</summary>
internal static class CheckExportCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = "Folders to search for golden cases", Arity = ArgumentArity.OneOrMore };
        Option<int?> opset = new("--opset") { Description = "Operator set of ONNX; without it the lowest from 20 on that is enough" };
        Option<string?> keep = new("--keep") { Description = "Folder that keeps the ONNX files" };
        var engines = new EngineOptions();
        var command = new Command("check-export", "Convert the models of golden cases to ONNX, run them in ONNX Runtime and compare") { paths, opset, keep };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            EngineSettings settings = engines.Read(parsed);
            ContenderFactory.Prepare(ContenderKind.Ort, settings.CacheFolder);
            GoldenCase[] cases = [.. parsed.GetValue(paths)!.SelectMany(p => CaseFinder.Find(p))];
            string folder = parsed.GetValue(keep) ?? Path.Combine(Path.GetTempPath(), $"nnbridge-export-{Environment.ProcessId}");
            Directory.CreateDirectory(folder);
            using NnRuntime runtime = CliHost.CreateRuntime();
            var models = new ExportedModels(runtime, parsed.GetValue(opset), folder);
            try
            {
                CaseResult[] results = [.. cases.Select(c => Check(models, c, settings.Threads, cancellation))];
                CaseReport.Print(results);
                Console.Out.WriteLine($"{models.Written} model(s) written");
                return CaseReport.ExitCodeOf(results);
            }
            finally
            {
                if (parsed.GetValue(keep) is null) Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    /// <summary>
    /// Tries the model as it is converted by default; what is off by more than the tolerance is tried without ONNX Runtime's own rewriting, and with
    /// the integers' own rounding. The result says so.
    /// </summary>
    private static CaseResult Check(ExportedModels models, GoldenCase golden, int threads, CancellationToken cancellation)
    {
        CaseResult first = Run(optimize: true, exact: false);
        if (first.Status != CaseResult.Fail) return first;
        string before = $"; by default maxAbs {first.MaxAbs:G3}: {first.Reason}";
        CaseResult plain = Run(optimize: false, exact: false);
        if (plain.Status == CaseResult.Pass) return plain with { Reason = $"without ONNX Runtime's optimisations{before}" };
        CaseResult exact = Run(optimize: true, exact: true);
        return exact.Status == CaseResult.Pass ? exact with { Reason = $"with --exact-rounding{before}" } : first;

        CaseResult Run(bool optimize, bool exact) =>
            new CaseVerifier((one, shapes, _) => new ExportedEngine(models, one, shapes, threads, optimize, exact)).Verify(golden, cancellation);
    }
}
