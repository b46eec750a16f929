namespace NnBridge.Ops;

/// <summary>Functions of one number.</summary>
public enum UnaryKind
{
    /// <summary>|x|.</summary>
    Abs,
    /// <summary>-x.</summary>
    Neg,
    /// <summary>-1, 0 or 1.</summary>
    Sign,
    /// <summary>e^x.</summary>
    Exp,
    /// <summary>Natural logarithm.</summary>
    Log,
    /// <summary>Square root.</summary>
    Sqrt,
    /// <summary>1 / sqrt(x).</summary>
    Rsqrt,
    /// <summary>x * x.</summary>
    Square,
    /// <summary>1 / x.</summary>
    Reciprocal,
    /// <summary>Sine.</summary>
    Sin,
    /// <summary>Cosine.</summary>
    Cos,
    /// <summary>Tangent.</summary>
    Tan,
    /// <summary>Inverse sine.</summary>
    Asin,
    /// <summary>Inverse cosine.</summary>
    Acos,
    /// <summary>Inverse tangent.</summary>
    Atan,
    /// <summary>Hyperbolic sine.</summary>
    Sinh,
    /// <summary>Hyperbolic cosine.</summary>
    Cosh,
    /// <summary>Inverse hyperbolic sine.</summary>
    Asinh,
    /// <summary>Inverse hyperbolic cosine.</summary>
    Acosh,
    /// <summary>Inverse hyperbolic tangent.</summary>
    Atanh,
    /// <summary>Smallest integer that is not less.</summary>
    Ceil,
    /// <summary>Largest integer that is not greater.</summary>
    Floor,
    /// <summary>Nearest integer, halves to even.</summary>
    Round,
    /// <summary>Error function.</summary>
    Erf,
    /// <summary>max(x, 0).</summary>
    Relu,
    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
    /// <summary>min(max(x, -1), 1).</summary>
    ReluN1To1,
    /// <summary>min(max(x, 0), 1).</summary>
    Relu0To1,
    /// <summary>x for positive x, else Alpha * (e^x - 1).</summary>
    Elu,
    /// <summary>Beta * (x for positive x, else Alpha * (e^x - 1)).</summary>
    Selu,
    /// <summary>max(x, 0) + min(0, Alpha * (e^(x / Alpha) - 1)).</summary>
    Celu,
    /// <summary>x for positive x, else Alpha * x.</summary>
    LeakyRelu,
    /// <summary>x when greater than Alpha, else 0.</summary>
    ThresholdedRelu,
    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,
    /// <summary>min(max(Alpha * x + Beta, 0), 1).</summary>
    HardSigmoid,
    /// <summary>Hyperbolic tangent.</summary>
    Tanh,
    /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
    HardSwish,
    /// <summary>x / (1 + e^-x).</summary>
    Silu,
    /// <summary>x / 2 * (1 + erf(x / sqrt 2)).</summary>
    Gelu,
    /// <summary>x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))).</summary>
    GeluTanh,
    /// <summary>log(1 + e^x).</summary>
    Softplus,
    /// <summary>x / (1 + |x|).</summary>
    Softsign,
    /// <summary>x * tanh(log(1 + e^x)).</summary>
    Mish,
    /// <summary>Cube root.</summary>
    Cbrt,
    /// <summary>Bool: the other value.</summary>
    LogicalNot,
    /// <summary>Integers: all bits inverted.</summary>
    BitwiseNot,
    /// <summary>Whether x is not a number; yields Bool.</summary>
    IsNaN,
    /// <summary>Whether x is infinite; yields Bool. Alpha not 0 counts negative, Beta not 0 positive infinities.</summary>
    IsInf
}
