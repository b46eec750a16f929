using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Functions of one number, as one ONNX operator or a few.</summary>
internal static class Functions
{
    private const int MishAndBitwise = 18;
    private const int GeluOpset = 20;

    /// <summary>Applies a function that is fused to an operator.</summary>
    public static string Activated(NodeWriter w, string x, Activation activation, ElementType type) => activation switch
    {
        Activation.None => x,
        Activation.Relu => w.Emit("Relu", [x]),
        Activation.Relu6 => Clip(w, x, type, 0, 6),
        Activation.ReluN1To1 => Clip(w, x, type, -1, 1),
        Activation.Relu0To1 => Clip(w, x, type, 0, 1),
        Activation.Tanh => w.Emit("Tanh", [x]),
        Activation.Sigmoid => w.Emit("Sigmoid", [x]),
        Activation.HardSwish => w.Emit("HardSwish", [x]),
        Activation.Silu => w.Emit("Mul", [x, w.Emit("Sigmoid", [x])]),
        // The sign of zero counts, which only division shows.
        Activation.SignBit => w.Emit("Where", [
            w.Emit("Or", [w.Emit("Less", [x, w.Scalar(type, 0)]), w.Emit("Less", [w.Emit("Reciprocal", [x]), w.Scalar(type, 0)])]),
            w.Scalar(type, -1), w.Scalar(type, 1)]),
    };

    /// <summary>Limits numbers.</summary>
    public static string Clip(NodeWriter w, string x, ElementType type, double low, double high) =>
        w.Emit("Clip", [x, w.Scalar(type, low), w.Scalar(type, high)]);

    /// <summary>Applies a function.</summary>
    /// <param name="w">The node.</param>
    /// <param name="op">The function.</param>
    /// <param name="x">Numbers.</param>
    /// <param name="type">Their type.</param>
    public static string Apply(NodeWriter w, Unary op, string x, ElementType type) => op.Kind switch
    {
        UnaryKind.Abs or UnaryKind.Neg or UnaryKind.Sign or UnaryKind.Exp or UnaryKind.Log or UnaryKind.Sqrt or UnaryKind.Reciprocal or UnaryKind.Sin
            or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Atan or UnaryKind.Sinh or UnaryKind.Cosh or UnaryKind.Asinh
            or UnaryKind.Acosh or UnaryKind.Atanh or UnaryKind.Ceil or UnaryKind.Floor or UnaryKind.Round or UnaryKind.Erf or UnaryKind.Relu
            or UnaryKind.Sigmoid or UnaryKind.Tanh or UnaryKind.HardSwish or UnaryKind.Softplus or UnaryKind.Softsign => w.Emit(op.Kind.ToString(), [x]),
        UnaryKind.Rsqrt => w.Emit("Reciprocal", [w.Emit("Sqrt", [x])]),
        UnaryKind.Square => w.Emit("Mul", [x, x]),
        UnaryKind.Relu6 => Clip(w, x, type, 0, 6),
        UnaryKind.ReluN1To1 => Clip(w, x, type, -1, 1),
        UnaryKind.Relu0To1 => Clip(w, x, type, 0, 1),
        UnaryKind.Elu or UnaryKind.LeakyRelu or UnaryKind.ThresholdedRelu => w.Emit(op.Kind.ToString(), [x], ("alpha", op.Alpha)),
        UnaryKind.Selu => w.Emit("Selu", [x], ("alpha", op.Alpha), ("gamma", op.Beta)),
        UnaryKind.HardSigmoid => w.Emit("HardSigmoid", [x], ("alpha", op.Alpha), ("beta", op.Beta)),
        UnaryKind.Celu => Celu(w, op, x, type),
        UnaryKind.Silu => w.Emit("Mul", [x, w.Emit("Sigmoid", [x])]),
        UnaryKind.Gelu => Gelu(w, x, type),
        UnaryKind.GeluTanh => GeluTanh(w, x, type),
        UnaryKind.Mish => Mish(w, x),
        UnaryKind.Cbrt => w.Emit("Mul", [w.Emit("Sign", [x]), w.Emit("Pow", [w.Emit("Abs", [x]), w.Scalar(type, 1.0 / 3)])]),
        UnaryKind.LogicalNot => w.Emit("Not", [x]),
        UnaryKind.BitwiseNot => BitwiseNot(w, x),
        UnaryKind.IsNaN => w.Emit("IsNaN", [x]),
        UnaryKind.IsInf => IsInf(w, op, x, type),
    };

    private static string Celu(NodeWriter w, Unary op, string x, ElementType type)
    {
        // ONNX has it for Float32 only.
        if (type == ElementType.Float32) return w.Emit("Celu", [x], ("alpha", op.Alpha));
        string alpha = w.Scalar(type, op.Alpha), one = w.Scalar(type, 1), zero = w.Scalar(type, 0);
        string below = w.Emit("Mul", [alpha, w.Emit("Sub", [w.Emit("Exp", [w.Emit("Div", [x, alpha])]), one])]);
        return w.Emit("Add", [w.Emit("Max", [x, zero]), w.Emit("Min", [below, zero])]);
    }

    private static string Gelu(NodeWriter w, string x, ElementType type)
    {
        if (w.Opset >= GeluOpset) return w.Emit("Gelu", [x]);
        string error = w.Emit("Erf", [w.Emit("Div", [x, w.Scalar(type, Math.Sqrt(2))])]);
        return w.Emit("Mul", [w.Emit("Mul", [x, w.Scalar(type, 0.5)]), w.Emit("Add", [error, w.Scalar(type, 1)])]);
    }

    private static string GeluTanh(NodeWriter w, string x, ElementType type)
    {
        if (w.Opset >= GeluOpset) return w.Emit("Gelu", [x], ("approximate", "tanh"));
        string cube = w.Emit("Mul", [w.Emit("Mul", [x, x]), x]);
        string inner = w.Emit("Mul", [w.Scalar(type, Math.Sqrt(2 / Math.PI)), w.Emit("Add", [x, w.Emit("Mul", [cube, w.Scalar(type, 0.044715)])])]);
        return w.Emit("Mul", [w.Emit("Mul", [x, w.Scalar(type, 0.5)]), w.Emit("Add", [w.Emit("Tanh", [inner]), w.Scalar(type, 1)])]);
    }

    private static string Mish(NodeWriter w, string x)
    {
        w.RequireOpset(MishAndBitwise, "Mish");
        return w.Emit("Mish", [x]);
    }

    private static string BitwiseNot(NodeWriter w, string x)
    {
        w.RequireOpset(MishAndBitwise, "BitwiseNot");
        return w.Emit("BitwiseNot", [x]);
    }

    private static string IsInf(NodeWriter w, Unary op, string x, ElementType type)
    {
        // Float16 and BFloat16 came later than the operator; every one of their infinities is a Float32 infinity.
        if (type is ElementType.Float16 or ElementType.BFloat16) x = w.Cast(x, type, ElementType.Float32);
        return w.Emit("IsInf", [x], ("detect_negative", op.Alpha != 0), ("detect_positive", op.Beta != 0));
    }
}
