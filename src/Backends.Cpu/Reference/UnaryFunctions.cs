using System.Numerics;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The element-wise functions of floats.</summary>
internal static class UnaryFunctions
{
    public static T Apply<T>(Unary op, T x) where T : IFloatingPointIeee754<T> => op.Kind switch
    {
        UnaryKind.Abs => T.Abs(x),
        UnaryKind.Neg => -x,
        UnaryKind.Sign => T.IsNaN(x) ? x : x > T.Zero ? T.One : x < T.Zero ? T.NegativeOne : T.Zero,
        UnaryKind.Exp => T.Exp(x),
        UnaryKind.Log => T.Log(x),
        UnaryKind.Sqrt => T.Sqrt(x),
        UnaryKind.Rsqrt => T.One / T.Sqrt(x),
        UnaryKind.Square => x * x,
        UnaryKind.Reciprocal => T.One / x,
        UnaryKind.Sin => T.Sin(x),
        UnaryKind.Cos => T.Cos(x),
        UnaryKind.Tan => T.Tan(x),
        UnaryKind.Asin => T.Asin(x),
        UnaryKind.Acos => T.Acos(x),
        UnaryKind.Atan => T.Atan(x),
        UnaryKind.Sinh => T.Sinh(x),
        UnaryKind.Cosh => T.Cosh(x),
        UnaryKind.Asinh => T.Asinh(x),
        UnaryKind.Acosh => T.Acosh(x),
        UnaryKind.Atanh => T.Atanh(x),
        UnaryKind.Ceil => T.Ceiling(x),
        UnaryKind.Floor => T.Floor(x),
        UnaryKind.Round => T.Round(x, MidpointRounding.ToEven),
        UnaryKind.Erf => T.CreateChecked(ErrorFunction.Erf(double.CreateChecked(x))),
        UnaryKind.Cbrt => T.Cbrt(x),
        UnaryKind.Relu or UnaryKind.Relu6 or UnaryKind.ReluN1To1 or UnaryKind.Relu0To1 or UnaryKind.Elu or UnaryKind.Selu or UnaryKind.Celu
            or UnaryKind.LeakyRelu or UnaryKind.ThresholdedRelu or UnaryKind.Sigmoid or UnaryKind.HardSigmoid or UnaryKind.Tanh
            or UnaryKind.HardSwish or UnaryKind.Silu or UnaryKind.Gelu or UnaryKind.GeluTanh or UnaryKind.Softplus or UnaryKind.Softsign
            or UnaryKind.Mish => Activate(op, x),
        UnaryKind.LogicalNot or UnaryKind.BitwiseNot or UnaryKind.IsNaN or UnaryKind.IsInf =>
            throw new InvalidOperationException($"{op.Kind} does not yield a float"),
    };

    private static T Activate<T>(Unary op, T x) where T : IFloatingPointIeee754<T>
    {
        T alpha = T.CreateChecked(op.Alpha), beta = T.CreateChecked(op.Beta);
        return op.Kind switch
        {
            UnaryKind.Relu => FusedActivation.Apply(Activation.Relu, x),
            UnaryKind.Relu6 => FusedActivation.Apply(Activation.Relu6, x),
            UnaryKind.ReluN1To1 => FusedActivation.Apply(Activation.ReluN1To1, x),
            UnaryKind.Relu0To1 => FusedActivation.Apply(Activation.Relu0To1, x),
            UnaryKind.Elu => x >= T.Zero ? x : alpha * T.ExpM1(x),
            UnaryKind.Selu => beta * (x > T.Zero ? x : alpha * T.ExpM1(x)),
            UnaryKind.Celu => T.Max(x, T.Zero) + T.Min(T.Zero, alpha * T.ExpM1(x / alpha)),
            UnaryKind.LeakyRelu => x > T.Zero ? x : x * alpha,
            UnaryKind.ThresholdedRelu => x > alpha ? x : T.Zero,
            UnaryKind.Sigmoid => FusedActivation.Apply(Activation.Sigmoid, x),
            UnaryKind.HardSigmoid => T.Max(T.Zero, T.Min(T.One, (alpha * x) + beta)),
            UnaryKind.Tanh => T.Tanh(x),
            UnaryKind.HardSwish => FusedActivation.Apply(Activation.HardSwish, x),
            UnaryKind.Silu => FusedActivation.Apply(Activation.Silu, x),
            UnaryKind.Gelu => Gelu(x),
            UnaryKind.GeluTanh => GeluTanh(x),
            UnaryKind.Softplus => Softplus(x),
            UnaryKind.Softsign => x / (T.One + T.Abs(x)),
            UnaryKind.Mish => x * T.Tanh(Softplus(x)),
            _ => throw new InvalidOperationException($"{op.Kind} is not an activation"),
        };
    }

    private static T Gelu<T>(T x) where T : IFloatingPointIeee754<T>
    {
        double value = double.CreateChecked(x);
        return T.CreateChecked(value * 0.5 * (1 + ErrorFunction.Erf(value / Math.Sqrt(2))));
    }

    private static T GeluTanh<T>(T x) where T : IFloatingPointIeee754<T>
    {
        T factor = T.CreateChecked(Math.Sqrt(2 / Math.PI)), cubic = T.CreateChecked(0.044715), half = T.CreateChecked(0.5);
        return half * x * (T.One + T.Tanh(factor * (x + (cubic * x * x * x))));
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    private static T Softplus<T>(T x) where T : IFloatingPointIeee754<T> => T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x)));
}
