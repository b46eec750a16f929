namespace NnBridge.Parsers.TfLite;

/// <summary>Which TensorFlow Lite the integer arithmetic of a model agrees with, where its kernels disagree with each other.</summary>
public enum TfLiteArithmetic
{
    /// <summary>
    /// Releases with XNNPACK: 8-bit convolutions and fully connected layers round in float32, half to even; in models with resource variables,
    /// to which XNNPACK is not applied, convolutions round once and depthwise convolutions twice in fixed point. The integer LSTM without
    /// projection subtracts the hidden state's zero point instead of adding it, as releases up to 2.10 do.
    /// </summary>
    Shipped,

    /// <summary>The reference kernels of today, also those for microcontrollers: fixed point rounded twice, the LSTM's zero point added.</summary>
    Reference,
}
