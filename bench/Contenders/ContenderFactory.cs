using System.Collections.Immutable;
using NnBridge.Bench.Native;
using NnBridge.Cli.Npy;

namespace NnBridge.Bench.Contenders;

/// <summary>Makes engines by kind.</summary>
internal static class ContenderFactory
{
    /// <summary>Loads a model into an engine and binds its inputs.</summary>
    /// <param name="kind">The engine; ONNX Runtime has to be loaded before.</param>
    /// <param name="model">Path of the model.</param>
    /// <param name="inputFiles">The .npy files of inputs, by name; what is missing is random.</param>
    /// <param name="settings">Threads, precision and backends.</param>
    public static IContender Create(ContenderKind kind, string model, ImmutableDictionary<string, string> inputFiles, EngineSettings settings) => kind switch
    {
        ContenderKind.Ort => new OrtContender(model, inputFiles, settings),
        ContenderKind.NnBridge => new NnBridgeContender(model, Read(inputFiles), settings.Shapes, settings.CompileOptions()),
    };

    private static Dictionary<string, Tensor> Read(ImmutableDictionary<string, string> files)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach ((string name, string file) in files) tensors[name] = NpyFile.Read(file);
        return tensors;
    }

    /// <summary>Fetches and loads what an engine needs besides this program.</summary>
    public static void Prepare(ContenderKind kind, string cacheFolder)
    {
        if (kind == ContenderKind.Ort) OrtApi.Load(OrtLibrary.Locate(cacheFolder));
    }
}
