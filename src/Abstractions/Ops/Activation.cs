namespace NnBridge.Ops;

/// <summary>A function fused to the result of a dense, pooling or element-wise operator.</summary>
/// <remarks>On quantized outputs only functions that are clamps are allowed; they clamp the stored integers.</remarks>
public enum Activation
{
    /// <summary>None.</summary>
    None,
    /// <summary>max(x, 0).</summary>
    Relu,
    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
    /// <summary>min(max(x, -1), 1).</summary>
    ReluN1To1,
    /// <summary>min(max(x, 0), 1).</summary>
    Relu0To1,
    /// <summary>tanh x.</summary>
    Tanh,
    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,
    /// <summary>x * relu6(x + 3) / 6.</summary>
    HardSwish,
    /// <summary>x / (1 + exp(-x)).</summary>
    Silu,
    /// <summary>-1 for negative x (by its sign bit), else 1; as TFLite's SIGN_BIT.</summary>
    SignBit,
}
