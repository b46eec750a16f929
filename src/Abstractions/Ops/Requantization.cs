namespace NnBridge.Ops;

/// <summary>How an integer accumulator becomes a stored result. It is part of what the operator means, not a hint.</summary>
public enum Requantization
{
    /// <summary>
    /// TensorFlow Lite's fixed point: a Q31 multiplier and a shift, rounding doubling high multiply followed by a rounding right shift.
    /// </summary>
    FixedPoint,
    /// <summary>Multiplication in float32 by inputScale * weightScale / outputScale, rounding half to even, then saturation; as ONNX defines.</summary>
    Float,
}
