using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Functions of one tensor, most with a bias before them.</summary>
internal static class GeluMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Gelu"] = context => Emit(context, UnaryKind.Gelu),
        ["BiasGelu"] = context => Emit(context, UnaryKind.Gelu),
        ["FastGelu"] = context => Emit(context, UnaryKind.GeluTanh),
        ["QuickGelu"] = QuickGelu,
        ["BiasAdd"] = BiasAdd,
        ["BiasSoftmax"] = BiasSoftmax,
        ["BiasSplitGelu"] = BiasSplitGelu,
    };

    private static Value Biased(MappingContext context) =>
        context.Optional(1) is { } bias ? context.Binary(BinaryKind.Add, context.Input(0), bias) : context.Input(0);

    private static void Emit(MappingContext context, UnaryKind kind) => context.SetOutput(0, context.Unary(kind, Biased(context)));

    /// <summary><c>x * sigmoid(alpha * x)</c>.</summary>
    private static void QuickGelu(MappingContext context)
    {
        Value x = context.Input(0), scaled = context.Binary(BinaryKind.Mul, x, context.Scalar(x.Info.Type, context.Attributes.Float("alpha", 1.702f)));
        context.SetOutput(0, context.Binary(BinaryKind.Mul, x, context.Unary(UnaryKind.Sigmoid, scaled)));
    }

    /// <summary>x plus bias plus what was there before.</summary>
    private static void BiasAdd(MappingContext context) => context.SetOutput(0, context.Binary(BinaryKind.Add, Biased(context), context.Input(2)));

    /// <summary>All dimensions from an axis on are one row; the bias has fewer batches, either the outer or the inner ones.</summary>
    private static void BiasSoftmax(MappingContext context)
    {
        Value x = context.Input(0), bias = context.Input(1);
        int rank = x.RankOf("operand 0"), axis = InferenceContext.Axis(context.Attributes.Int("axis", 1), rank);
        if (axis != rank - 1) throw new UnmappedException($"attribute 'axis' is {axis}, expected the last of {rank} dimensions");
        context.SetOutput(0, context.Add("softmax", new Softmax(axis), context.Binary(BinaryKind.Add, x, bias)));
    }

    /// <summary>The first half of the last dimension times gelu of the second.</summary>
    private static void BiasSplitGelu(MappingContext context)
    {
        Value x = Biased(context);
        int rank = x.RankOf("operand 0"), size = rank > 0 ? x.Info.Shape[rank - 1] : -1;
        if (size < 0 || size % 2 != 0) throw new UnmappedException($"operand 0 is {x.Info}, expected a known even last dimension");
        Value half = context.Part(x, rank - 1, 0, size / 2), gate = context.Part(x, rank - 1, size / 2, size);
        context.SetOutput(0, context.Binary(BinaryKind.Mul, half, context.Unary(UnaryKind.Gelu, gate)));
    }
}
