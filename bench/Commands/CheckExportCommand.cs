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
        Option<bool> plain = new("--plain") { Description = "Run without ONNX Runtime's optimisations, which fuse quantized operators" };
        var engines = new EngineOptions();
        var command = new Command("check-export", "Convert the models of golden cases to ONNX, run them in ONNX Runtime and compare") { paths, opset, keep, plain };
        engines.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            EngineSettings settings = engines.Read(parsed);
            ContenderFactory.Prepare(ContenderKind.Ort, settings.CacheFolder);
            GoldenCase[] cases = [.. parsed.GetValue(paths)!.SelectMany(p => CaseFinder.Find(p))];
            string folder = parsed.GetValue(keep) ?? Path.Combine(Path.GetTempPath(), $"nnbridge-export-{Environment.ProcessId}");
            Directory.CreateDirectory(folder);
            using NnRuntime runtime = CliHost.CreateRuntime();
            var files = new ExportedModels(runtime, new OnnxExporter { Opset = parsed.GetValue(opset) }, folder);
            var verifier = new CaseVerifier((golden, shapes, _) => new ExportedEngine(files, golden, shapes, settings.Threads, optimize: !parsed.GetValue(plain)));
            try
            {
                CaseResult[] results = [.. cases.Select(c => verifier.Verify(c, cancellation))];
                CaseReport.Print(results);
                Console.Out.WriteLine($"{files.Written} model(s) written");
                return CaseReport.ExitCodeOf(results);
            }
            finally
            {
                if (parsed.GetValue(keep) is null) Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }
}
