using System.CommandLine;
using NnBridge.Parsers.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Writes a model as ONNX.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> output = new("--output", "-o") { Description = "ONNX file to write; may exist, but not be the model", Required = true };
        Option<int?> opset = new("--opset")
        {
            Description = $"Operator set of ONNX, {OnnxExporter.MinOpset} to {OnnxExporter.MaxOpset}; without it the lowest from 20 on that is enough",
        };
        Option<bool> exact = new("--exact-rounding") { Description = "Round integers as the model's own runtime does also where ONNX does not; other runtimes then compute in floats" };
        Option<string[]> shapes = CommonOptions.ShapeOption();
        Option<string?> signature = CommonOptions.Signature();
        Option<int?> subgraph = CommonOptions.Subgraph();
        var command = new Command("convert", "Write a model as ONNX, with its weights, for other runtimes and viewers") { model, output, opset, exact, shapes, signature, subgraph };
        command.SetBody((parsed, _) =>
        {
            (string from, string to, int? version) = (parsed.GetValue(model)!, parsed.GetValue(output)!, parsed.GetValue(opset));
            if (version is < OnnxExporter.MinOpset or > OnnxExporter.MaxOpset)
                throw new UsageException($"--opset {version}: expected {OnnxExporter.MinOpset} to {OnnxExporter.MaxOpset}");
            if (IsSameFile(from, to)) throw new UsageException($"--output {to}: is the model itself");
            using NnRuntime runtime = CliHost.CreateRuntime();
            Network network = ModelOptions.Load(runtime, from, parsed.GetValue(shapes)!, parsed.GetValue(signature), parsed.GetValue(subgraph));
            Write(new OnnxExporter { Opset = version, ExactRounding = parsed.GetValue(exact) }, runtime.FoldConstants(network), to);
            Print(network, to);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The file appears when it is complete.</summary>
    private static void Write(OnnxExporter exporter, Network network, string path)
    {
        string partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (FileStream file = File.Create(partial)) exporter.Export(network, file);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Print(Network network, string path)
    {
        Console.Out.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
        foreach (NetworkState state in network.States)
            Console.Out.WriteLine($"state {state.Input.Name}: {state.Input.Info}, begins with {(state.Initial is null ? "zeros" : "a value that the model states")}");
    }

    private static bool IsSameFile(string a, string b) => string.Equals(Target(a), Target(b), StringComparison.Ordinal);

    private static string Target(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
}
