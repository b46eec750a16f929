using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that see or order the same elements under another shape, and those that look at shapes.</summary>
internal static class ShapeMapping
{
    private const int ReshapeOperand = 5;
    private const int AxesOperand = 13;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Identity"] = context => context.SetOutput(0, context.Any(0)),
        ["Reshape"] = Reshape,
        ["Flatten"] = context => context.SetOutput(0, Flatten(context, context.Input(0), (int)context.Attributes.Int("axis", 1))),
        ["Squeeze"] = context => context.Emit(new Squeeze(), context.Input(0), Axes(context)),
        ["Unsqueeze"] = context => context.Emit(new ExpandDims(), context.Input(0), Axes(context) ?? throw new InvalidNetworkException("axes are missing")),
        ["Transpose"] = Transpose,
        ["Expand"] = context => context.Emit(new BroadcastTo(), context.Input(0), context.Input(1)),
        ["Shape"] = Shape,
        ["Size"] = Size,
        ["Tile"] = Tile,
    };

    /// <summary>x as a matrix: dimensions before an axis are rows, the others columns.</summary>
    public static Value Flatten(MappingContext context, Value x, int axis)
    {
        if (axis < 0) axis += x.RankOf("operand 0");
        if (axis == 0) return context.Reshape(x, 1, -1);
        if (axis == 1) return context.Add("flatten", new Reshape { ZeroCopies = true }, x, context.Integers("sizes", 0, -1));
        if (axis == x.RankOf("operand 0")) return context.Reshape(x, -1, 1);
        Value rows = context.Reduce(ReduceKind.Prod, context.ShapeOf(x, 0, axis), true, 0);
        return context.Add("flatten", new Reshape(), x, context.Concat(0, rows, context.Integers("rest", -1)));
    }

    private static void Reshape(MappingContext context)
    {
        var op = new Reshape { ZeroCopies = !context.Attributes.Flag("allowzero") };
        Value sizes = context.Opset >= ReshapeOperand
            ? context.Input(1)
            : context.Integers("sizes", context.Attributes.Ints("shape") ?? throw new InvalidNetworkException("attribute 'shape' is missing"));
        context.Emit(op, context.Input(0), sizes);
    }

    /// <summary>Sizes that the file states are constants, so that what is computed from them can steer the mapping.</summary>
    private static void Shape(MappingContext context)
    {
        Value x = context.Input(0);
        var op = new ShapeOf(ElementType.Int64)
        {
            Start = context.Attributes.Int32("start", 0),
            End = context.Attributes.Has("end") ? context.Attributes.Int32("end", 0) : null,
        };
        if (x.Info.Shape.IsStatic)
        {
            (int start, int end) = op.Part(x.Info.Shape.Rank);
            context.SetOutput(0, context.Integers("shape", [.. x.Info.Shape.ToArray()[start..end].Select(s => (long)s)]));
            return;
        }

        context.Emit(op, x);
    }

    private static void Size(MappingContext context)
    {
        Value x = context.Input(0);
        if (x.Info.Shape.IsStatic) context.SetOutput(0, context.Builder.Constant(context.Name, Tensor.Create<long>(new TensorInfo(ElementType.Int64, []), [x.Info.ElementCount])));
        else context.Emit(new SizeOf(ElementType.Int64), x);
    }

    private static Value? Axes(MappingContext context) => context.Opset >= AxesOperand ? context.Optional(1)
        : context.Attributes.Ints("axes") is { } axes ? context.Integers("axes", axes) : null;

    private static void Transpose(MappingContext context)
    {
        Value x = context.Input(0);
        if (context.Attributes.Ints("perm") is not { } axes)
        {
            int rank = x.RankOf("operand 0");
            axes = [.. Enumerable.Range(1, rank).Select(i => (long)(rank - i))];
        }

        context.Emit(new Transpose(), x, context.Integers("axes", axes));
    }

    /// <summary>The first version repeats along one axis, which operands name.</summary>
    private static void Tile(MappingContext context)
    {
        if (context.Opset >= 6)
        {
            context.Emit(new Tile(), context.Input(0), context.Input(1));
            return;
        }

        Value x = context.Input(0), times = context.AsScalar(context.Cast(context.Input(1), ElementType.Int64)), axis = context.AsScalar(context.Cast(context.Input(2), ElementType.Int64));
        Value axes = context.Integers("axes", [.. Enumerable.Range(0, x.RankOf("operand 0")).Select(i => (long)i)]);
        Value repeats = context.Add("repeats", new Select(), context.Compare(ComparisonKind.Equal, axes, axis), times, context.Scalar(ElementType.Int64, 1));
        context.Emit(new Tile(), x, repeats);
    }
}
