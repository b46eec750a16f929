using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>Short forms of the nodes that operators are composed of.</summary>
internal static class Compose
{
    public static Value Unary(this OnnxNode node, UnaryKind kind, Value x) => node.Add(kind.ToString(), new Unary(kind), x);

    public static Value Binary(this OnnxNode node, BinaryKind kind, Value a, Value b) => node.Add(kind.ToString(), new Binary(kind), a, b);

    public static Value Compare(this OnnxNode node, ComparisonKind kind, Value a, Value b) => node.Add(kind.ToString(), new Comparison(kind), a, b);

    public static Value Logic(this OnnxNode node, LogicalKind kind, Value a, Value b) => node.Add(kind.ToString(), new Logical(kind), a, b);

    public static Value Select(this OnnxNode node, Value condition, Value a, Value b) => node.Add("select", new Select(), condition, a, b);

    public static Value Cast(this OnnxNode node, Value x, ElementType type) => x.Info.Type == type ? x : node.Add($"to {type}", new Cast(type), x);

    public static Value Integers(this OnnxNode node, string suffix, params ReadOnlySpan<long> values) => node.Constant(suffix, Tensor.FromInt64(values));

    public static Value Reshape(this OnnxNode node, Value x, params ReadOnlySpan<long> sizes) => node.Add("reshape", new Reshape(), x, node.Integers("sizes", sizes));

    public static Value Unsqueeze(this OnnxNode node, Value x, long axis) => node.Add("unsqueeze", new ExpandDims(), x, node.Integers("axis", axis));

    public static Value Reduce(this OnnxNode node, ReduceKind kind, Value x, bool keep, long axis) =>
        node.Add(kind.ToString(), new Reduce(kind) { KeepDims = keep }, x, node.Integers("axis", axis));

    public static Value Column(this OnnxNode node, Value x, long index) => node.Add("column", new StridedSlice(), x,
        node.Integers("begin", index), node.Integers("end", index + 1), null, node.Integers("axis", 1));

    public static Value Concat(this OnnxNode node, int axis, params ReadOnlySpan<Value?> parts) => node.Add("concat", new Concat(axis), parts);

    /// <summary>Numbers of a float or integer type.</summary>
    public static Value Numbers(this OnnxNode node, string suffix, ElementType type, Shape shape, params ReadOnlySpan<double> values)
    {
        var info = new TensorInfo(type, shape);
        return node.Constant(suffix, type switch
        {
            ElementType.Float32 => Tensor.Create<float>(info, Map(values, v => (float)v)),
            ElementType.Float64 => Tensor.Create<double>(info, Map(values, v => v)),
            ElementType.Int32 => Tensor.Create<int>(info, Map(values, v => (int)v)),
            ElementType.Int64 => Tensor.Create<long>(info, Map(values, v => (long)v)),
            _ => throw OnnxNode.Unsupported($"numbers are {type}, expected Float32, Float64, Int32 or Int64"),
        });
    }

    public static Value Scalar(this OnnxNode node, ElementType type, double number) => node.Numbers("number", type, Shape.Scalar, number);

    /// <summary>Operand 0 as rows of floats; a list is one row.</summary>
    public static Value Rows(this OnnxNode node) => node.Matrix(node.Cast(node.Input(0), ElementType.Float32));

    /// <summary>x with two dimensions; a list is one row.</summary>
    public static Value Matrix(this OnnxNode node, Value x)
    {
        if (!x.Info.Shape.IsRanked) throw OnnxNode.Unsupported("the number of dimensions of operand 0 is unknown");
        return x.Info.Shape.Rank switch
        {
            1 => node.Unsqueeze(x, 0),
            2 => x,
            _ => throw new InvalidNetworkException($"operand 0 is {x.Info}, expected rows, or one row"),
        };
    }

    private static T[] Map<T>(ReadOnlySpan<double> values, Func<double, T> convert)
    {
        var result = new T[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(values[i]);
        return result;
    }
}
