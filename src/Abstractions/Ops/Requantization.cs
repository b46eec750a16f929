namespace NnBridge.Ops;

/// <summary>How an integer accumulator becomes a stored result. It is part of what the operator means, not a hint.</summary>
public enum Requantization
{
    /// <summary>TensorFlow Lite's fixed point: a Q31 multiplier and a shift, rounded once, halves upwards.</summary>
    FixedPoint,
    /// <summary>
    /// TensorFlow Lite's fixed point as builds without TFLITE_SINGLE_ROUNDING have it: rounded by the doubling high multiplication and again
    /// by the right shift. Differs from <see cref="FixedPoint"/> by at most one step, in about one result of some hundred.
    /// </summary>
    FixedPointTwice,
    /// <summary>Multiplication in float32 by inputScale * weightScale / outputScale, rounding half to even, then saturation; as ONNX defines.</summary>
    Float,
    /// <summary>
    /// Like <see cref="Float"/>, but the zero point is added before rounding, so that halves go to the even stored integer. A sum is
    /// <c>(a * p + (b * q + (yz - (a * az + b * bz))))</c> with a and b the ratios of an operand's scale to the result's, products and sums
    /// from the inside out in one rounding each. Source: QLinearAdd, QLinearMul and QLinearAveragePool of ONNX Runtime.
    /// </summary>
    FloatWithZeroPoint,
}
