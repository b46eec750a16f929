namespace NnBridge.Ops;

/// <summary>What a dense operator with float activations and integer weights computes.</summary>
public enum HybridQuantization
{
    /// <summary>Weights are turned into real numbers first.</summary>
    None,
    /// <summary>
    /// Activations of each batch are quantized to -127 … 127 by their largest magnitude, then multiplied as integers; TensorFlow Lite's
    /// dynamic range quantization.
    /// </summary>
    Symmetric,
    /// <summary>Activations of each batch are quantized to -128 … 127 by their smallest and largest value, then multiplied as integers.</summary>
    Asymmetric,
}
