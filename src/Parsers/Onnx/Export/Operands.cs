using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operands of a node in the forms that ONNX operators take.</summary>
internal static class Operands
{
    /// <summary>Number of dimensions of an operand.</summary>
    /// <exception cref="UnwritableException">It is unknown.</exception>
    public static int Rank(this NodeWriter w, int operand) => w.Info(operand).Shape is { IsRanked: true } shape ? shape.Rank
        : throw new UnwritableException($"the number of dimensions of operand {operand} is unknown");

    /// <summary>Sizes of an operand.</summary>
    /// <exception cref="UnwritableException">One of them is unknown.</exception>
    public static int[] Sizes(this NodeWriter w, int operand) => w.Info(operand).Shape is { IsStatic: true } shape ? shape.ToArray()
        : throw new UnwritableException($"operand {operand} is {w.Info(operand)}, expected known sizes");

    /// <summary>Size of one dimension of an operand.</summary>
    /// <exception cref="UnwritableException">It is unknown.</exception>
    public static int Size(this NodeWriter w, int operand, int axis)
    {
        int size = w.Info(operand).Shape[InferenceContext.Axis(axis, w.Rank(operand))];
        return size >= 0 ? size : throw new UnwritableException($"operand {operand} is {w.Info(operand)}, expected a known size of dimension {axis}");
    }

    /// <summary>The integers of a constant operand, null when it is left out or computed.</summary>
    public static long[]? KnownIntegers(this NodeWriter w, int operand) => w.Node.Constant(operand)?.ToInt64Array();

    /// <summary>The integers of a constant operand, for what is an attribute in ONNX.</summary>
    /// <exception cref="UnwritableException">It is computed.</exception>
    public static long[] Integers(this NodeWriter w, int operand, string what) => w.KnownIntegers(operand)
        ?? throw new UnwritableException($"{what} (operand {operand}) are computed at run time, ONNX takes an attribute");

    /// <summary>An axis from a constant operand of one element, counted from the front.</summary>
    public static int Axis(this NodeWriter w, int operand, int rank) => InferenceContext.Axis(w.Integers(operand, "the axis")[0], rank);

    /// <summary>A list of integers as an Int64 tensor of one dimension, as ONNX takes shapes and axes.</summary>
    public static string List(this NodeWriter w, int operand, string name)
    {
        if (w.KnownIntegers(operand) is { } known) return w.Int64s(name, known);
        string stored = w.Int64(operand);
        return w.Info(operand).Shape is { IsRanked: true, Rank: 1 } ? stored : w.Emit("Reshape", [stored, w.Int64s("list", -1)]);
    }

    /// <summary>One integer as an Int64 tensor without dimensions.</summary>
    public static string Single(this NodeWriter w, int operand)
    {
        if (w.KnownIntegers(operand) is [var known]) return w.Scalar(ElementType.Int64, known);
        return w.AsScalar(w.Int64(operand), w.Info(operand).Shape);
    }

    /// <summary>A tensor of one element without dimensions.</summary>
    public static string AsScalar(this NodeWriter w, string tensor, Shape shape) =>
        shape is { IsRanked: true, Rank: 0 } ? tensor : w.Emit("Reshape", [tensor, w.Int64s("scalar")]);

    /// <summary>Indices as an Int64 tensor of their own shape.</summary>
    public static string Int64(this NodeWriter w, int operand)
    {
        if (w.Info(operand).Type == ElementType.Int64) return w.Stored(operand);
        return w.Node.Constant(operand) is { } constant
            ? w.Constant(Tensor.Create<long>(new TensorInfo(ElementType.Int64, constant.Info.Shape), constant.ToInt64Array()), "indices")
            : w.Emit("Cast", [w.Stored(operand)], ("to", ElementType.Int64));
    }

    /// <summary>A constant list of integers.</summary>
    public static string Int64s(this NodeWriter w, string name, params ReadOnlySpan<long> values) => w.Constant(Tensor.FromInt64(values), name);

    /// <summary>A constant list of integers.</summary>
    public static string Int64s(this NodeWriter w, string name, IEnumerable<int> values) => w.Int64s(name, [.. values.Select(v => (long)v)]);

    /// <summary>A constant of one element and no dimensions.</summary>
    public static string Scalar(this NodeWriter w, ElementType type, double value) => w.Constant(Constants.Filled(type, Shape.Scalar, value), "constant");

    /// <summary>A constant whose elements are all the same.</summary>
    public static string Filled(this NodeWriter w, ElementType type, Shape shape, double value) => w.Constant(Constants.Filled(type, shape, value), "constant");

    /// <summary>Converts stored elements.</summary>
    public static string Cast(this NodeWriter w, string tensor, ElementType from, ElementType to) => from == to ? tensor : w.Emit("Cast", [tensor], ("to", to));

    /// <summary>Gives the axes of a tensor another order.</summary>
    public static string Transposed(this NodeWriter w, string tensor, params int[] order) =>
        order.Index().All(a => a.Index == a.Item) ? tensor : w.Emit("Transpose", [tensor], ("perm", order));

    /// <summary>Gives a tensor another shape.</summary>
    public static string Reshaped(this NodeWriter w, string tensor, params ReadOnlySpan<long> shape) => w.Emit("Reshape", [tensor, w.Int64s("shape", shape)]);
}
