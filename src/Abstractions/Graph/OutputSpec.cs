namespace NnBridge;

/// <summary>What cannot be inferred about a node's output.</summary>
/// <param name="Name">Name of the value; null takes the node's name.</param>
/// <param name="Quantization">Quantization that the model states for it.</param>
public readonly record struct OutputSpec(string? Name, QuantizationInfo? Quantization = null);
