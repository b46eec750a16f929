namespace NnBridge;

/// <summary>What cannot be inferred about a node's output.</summary>
/// <param name="Name">Name of the value; null takes the node's name.</param>
/// <param name="Quantization">Quantization that the model states for it.</param>
public readonly record struct OutputSpec(string? Name, QuantizationInfo? Quantization = null)
{
    /// <summary>What the outputs of a node state, for a node that takes its place.</summary>
    public static OutputSpec[] Of(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var specs = new OutputSpec[node.Outputs.Length];
        for (int i = 0; i < specs.Length; i++) specs[i] = new OutputSpec(node.Outputs[i].Name, node.Outputs[i].Info.Quantization);
        return specs;
    }
}
