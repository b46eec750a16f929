using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that work element by element.</summary>
internal static class ElementwiseWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Unary>(Unary);
        table.Add<Binary>((w, op) => w.Finish(Binary(w, op.Kind, w.Real(0), w.Real(1), w.RealType(0)), op.Activation));
        table.Add<Variadic>(Variadic);
        table.Add<Comparison>(Comparison);
        table.Add<Logical>((w, op) => w.Result(0, w.Emit(op.Kind.ToString(), [w.Stored(0), w.Stored(1)])));
        table.Add<Bitwise>(Bitwise);
        table.Add<Select>((w, _) => w.Finish(w.Emit("Where", [w.Stored(0), w.Real(1), w.Real(2)])));
        table.Add<PRelu>(PRelu);
        table.Add<Bucketize>(Bucketize);
    }

    /// <summary>A function of two numbers.</summary>
    public static string Binary(NodeWriter w, BinaryKind kind, string a, string b, ElementType type) => kind switch
    {
        BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div or BinaryKind.Pow => w.Emit(kind.ToString(), [a, b]),
        BinaryKind.Minimum => w.Emit("Min", [a, b]),
        BinaryKind.Maximum => w.Emit("Max", [a, b]),
        BinaryKind.Mod => w.Emit("Mod", [a, b], ("fmod", 1)),
        BinaryKind.FloorMod => FloorMod(w, a, b, type),
        BinaryKind.FloorDiv => FloorDiv(w, a, b, type),
        BinaryKind.SquaredDifference => Squared(w, w.Emit("Sub", [a, b])),
        BinaryKind.Atan2 => Atan2(w, a, b, type),
    };

    private static void Unary(NodeWriter w, Unary op)
    {
        string y = Functions.Apply(w, op, w.Real(0), w.RealType(0));
        if (op.Kind is UnaryKind.IsInf or UnaryKind.IsNaN) w.Result(0, y);
        else w.Finish(y);
    }

    private static string Squared(NodeWriter w, string x) => w.Emit("Mul", [x, x]);

    private static string FloorMod(NodeWriter w, string a, string b, ElementType type)
    {
        if (!type.IsFloat()) return w.Emit("Mod", [a, b], ("fmod", 0));
        // The remainder has the sign of a; where that is not b's, one b more is due.
        string rest = w.Emit("Mod", [a, b], ("fmod", 1)), zero = w.Scalar(type, 0);
        return w.Emit("Where", [SignsDiffer(w, rest, b, zero), w.Emit("Add", [rest, b]), rest]);
    }

    private static string FloorDiv(NodeWriter w, string a, string b, ElementType type)
    {
        string quotient = w.Emit("Div", [a, b]);
        if (type.IsFloat()) return w.Emit("Floor", [quotient]);
        if (type.IsUnsignedInteger()) return quotient;
        string rest = w.Emit("Sub", [a, w.Emit("Mul", [quotient, b])]);
        return w.Emit("Where", [SignsDiffer(w, rest, b, w.Scalar(type, 0)), w.Emit("Sub", [quotient, w.Scalar(type, 1)]), quotient]);
    }

    /// <summary>Whether a remainder is not zero and has another sign than the divisor.</summary>
    private static string SignsDiffer(NodeWriter w, string rest, string divisor, string zero) => w.Emit("And", [
        w.Emit("Not", [w.Emit("Equal", [rest, zero])]),
        w.Emit("Xor", [w.Emit("Less", [rest, zero]), w.Emit("Less", [divisor, zero])])]);

    private static string Atan2(NodeWriter w, string y, string x, ElementType type)
    {
        string zero = w.Scalar(type, 0), half = w.Scalar(type, Math.PI / 2);
        string up = w.Emit("Less", [y, zero]), left = w.Emit("Less", [x, zero]);
        string angle = w.Emit("Atan", [w.Emit("Div", [y, x])]);
        string beyond = w.Emit("Where", [up, w.Scalar(type, -Math.PI), w.Scalar(type, Math.PI)]);
        string upright = w.Emit("Mul", [w.Emit("Sign", [y]), half]);
        string turned = w.Emit("Where", [left, w.Emit("Add", [angle, beyond]), angle]);
        return w.Emit("Where", [w.Emit("Equal", [x, zero]), upright, turned]);
    }

    private static void Variadic(NodeWriter w, Variadic op)
    {
        string[] operands = [.. Enumerable.Range(0, w.Node.Inputs.Length).Select(w.Real)];
        ElementType type = w.RealType(0);
        if (type.IsFloat() || op.Kind is VariadicKind.Min or VariadicKind.Max)
        {
            w.Finish(operands.Length == 1 ? operands[0] : w.Emit(op.Kind.ToString(), operands));
            return;
        }

        if (op.Kind != VariadicKind.Sum) throw new UnwritableException($"the mean of {type}, ONNX has it for floats");
        w.Finish(operands.Aggregate((a, b) => w.Emit("Add", [a, b])));
    }

    private static void Comparison(NodeWriter w, Comparison op)
    {
        bool asStored = Quantized.SameStorage(w.Info(0), w.Info(1)) && w.Info(0).Quantization is not { IsPerTensor: false };
        (string a, string b) = asStored ? (w.Stored(0), w.Stored(1)) : (w.Real(0), w.Real(1));
        w.Result(0, op.Kind switch
        {
            ComparisonKind.NotEqual => w.Emit("Not", [w.Emit("Equal", [a, b])]),
            _ => w.Emit(op.Kind.ToString(), [a, b]),
        });
    }

    private static void Bitwise(NodeWriter w, Bitwise op)
    {
        string a = w.Stored(0), b = w.Stored(1);
        ElementType type = w.Info(0).Type;
        w.Result(0, op.Kind switch
        {
            BitwiseKind.And => w.Emit("BitwiseAnd", [a, b]),
            BitwiseKind.Or => w.Emit("BitwiseOr", [a, b]),
            BitwiseKind.Xor => w.Emit("BitwiseXor", [a, b]),
            BitwiseKind.ShiftLeft => Shifted(w, a, b, type, "LEFT"),
            BitwiseKind.ShiftRight => Shifted(w, a, b, type, "RIGHT"),
        });
    }

    /// <summary>ONNX shifts unsigned integers only; signed ones of up to 32 bits are multiplied by powers of two where that is exact.</summary>
    private static string Shifted(NodeWriter w, string a, string b, ElementType type, string direction)
    {
        if (type.IsUnsignedInteger()) return w.Emit("BitShift", [a, b], ("direction", direction));
        if (type.BitWidth() > 32 || direction == "LEFT") throw new UnwritableException($"{type} is shifted {direction}, ONNX shifts unsigned integers");
        string power = w.Emit("Pow", [w.Scalar(ElementType.Float64, 2), w.Cast(b, type, ElementType.Float64)]);
        return w.Cast(w.Emit("Floor", [w.Emit("Div", [w.Cast(a, type, ElementType.Float64), power])]), ElementType.Float64, type);
    }

    private static void PRelu(NodeWriter w, PRelu op)
    {
        Shape x = w.Info(0).Shape, slope = w.Info(1).Shape;
        string a = w.Real(0), b = w.Real(1);
        // ONNX broadcasts the slope to x and not the other way round.
        if (x.IsRanked && slope.IsRanked && w.Node.Outputs[0].Info.Shape == x) w.Finish(w.Emit("PRelu", [a, b]));
        else w.Finish(w.Emit("Where", [w.Emit("Less", [a, w.Scalar(w.RealType(0), 0)]), w.Emit("Mul", [a, b]), a]));
    }

    /// <summary>Counts the boundaries that an element is not below.</summary>
    private static void Bucketize(NodeWriter w, Bucketize op)
    {
        if (op.Boundaries.Count == 0)
        {
            w.Result(0, w.Emit("Expand", [w.Scalar(ElementType.Int32, 0), w.Emit("Shape", [w.Stored(0)])]));
            return;
        }

        string x = w.Emit("Unsqueeze", [w.Cast(w.Stored(0), w.Info(0).Type, ElementType.Float32), w.Int64s("axes", -1)]);
        string below = w.Emit("Less", [x, w.Constant(Constants.Floats(op.Boundaries.Span), "boundaries")]);
        string passed = w.Cast(w.Emit("Not", [below]), ElementType.Bool, ElementType.Int32);
        w.Result(0, w.Emit("ReduceSum", [passed, w.Int64s("axes", -1)], ("keepdims", 0)));
    }
}
