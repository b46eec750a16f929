using System.Collections.Immutable;
using NnBridge.Parsers.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Contenders;

/// <summary>Writes models as ONNX files, as <c>nnbridge convert</c> does.</summary>
internal sealed class ExportedModels(NnRuntime runtime, OnnxExporter exporter, string folder)
{
    private readonly HashSet<string> _written = [];

    /// <summary>How many models were written.</summary>
    public int Written => _written.Count;

    /// <summary>Writes a model.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="name">Name for the file, without folder and extension.</param>
    /// <param name="shapes">Shapes of inputs, by name.</param>
    /// <exception cref="UnsupportedOperatorException">Nodes without a form in ONNX.</exception>
    public (Network Network, string File) Write(string model, string name, ImmutableDictionary<string, Shape> shapes)
    {
        Network network = runtime.FoldConstants(runtime.Load(model, new ParseOptions { InputShapes = shapes }));
        string file = Path.Combine(folder, $"{name}.onnx");
        using (FileStream target = File.Create(file)) exporter.Export(network, target);
        _written.Add(model);
        return (network, file);
    }
}
