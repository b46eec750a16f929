namespace NnBridge.Bench.Onnx;

/// <summary>A graph to be written.</summary>
internal sealed class OnnxGraph
{
    /// <summary>What the caller gives.</summary>
    public List<(string Name, TensorInfo Info)> Inputs { get; } = [];

    /// <summary>What the caller gets.</summary>
    public List<(string Name, TensorInfo Info)> Outputs { get; } = [];

    /// <summary>Operators, each behind those whose results it takes.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Constants, by name.</summary>
    public Dictionary<string, Tensor> Constants { get; } = [];

    /// <summary>The nodes that take a tensor.</summary>
    public IEnumerable<OnnxNode> UsersOf(string tensor) => Nodes.Where(n => n.Inputs.Contains(tensor));
}
