using NnBridge.Bench.Native;

namespace NnBridge.Bench.Contenders;

/// <summary>ONNX Runtime.</summary>
internal sealed class OrtContender : IContender
{
    private readonly OrtSession _session;

    /// <summary>Loads a model and binds its inputs.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="inputFiles">The .npy files of inputs, by name; what is missing is random.</param>
    /// <param name="settings">Threads of one run, and shapes of random inputs.</param>
    public OrtContender(string model, IReadOnlyDictionary<string, string> inputFiles, EngineSettings settings)
    {
        _session = new OrtSession(model, new OrtSessionOptions(settings.Threads));
        Inputs = _session.Inputs.Zip(Contenders.Inputs.For(_session.Inputs, inputFiles, settings.Shapes)).ToDictionary(i => i.First.Name, i => i.Second);
        _session.Bind([.. _session.Inputs.Select(p => Inputs[p.Name])]);
    }

    public string Name => $"ONNX Runtime {OrtApi.Version}";

    /// <summary>The data of the inputs, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Inputs { get; }

    public void Run() => _session.Run();

    public IReadOnlyList<(string Name, Tensor Value)> ReadOutputs() => _session.ReadOutputs();

    public void Dispose() => _session.Dispose();
}
