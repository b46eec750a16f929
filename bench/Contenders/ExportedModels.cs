using NnBridge.Parsers.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Contenders;

/// <summary>Writes models as ONNX files, as <c>nnbridge convert</c> does.</summary>
internal sealed class ExportedModels(NnRuntime runtime, int? opset, string folder)
{
    private readonly HashSet<string> _written = [];

    /// <summary>How many models were written.</summary>
    public int Written => _written.Count;

    /// <summary>Writes a model.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="name">Name for the file, without folder and extension.</param>
    /// <param name="exact">Whether integers are rounded as the model says.</param>
    /// <exception cref="UnsupportedOperatorException">Nodes without a form in ONNX.</exception>
    public (Network Network, string File) Write(string model, string name, bool exact)
    {
        Network network = runtime.FoldConstants(runtime.Load(model));
        string file = Path.Combine(folder, $"{name}.onnx");
        using (FileStream target = File.Create(file)) new OnnxExporter { Opset = opset, ExactRounding = exact }.Export(network, target);
        _written.Add(model);
        return (network, file);
    }
}
