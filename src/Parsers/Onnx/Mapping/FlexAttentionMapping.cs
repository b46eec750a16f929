using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Attention whose scores and weights the model may change by graphs of its own.</summary>
internal static class FlexAttentionMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["FlexAttention"] = FlexAttention,
    };

    private static void FlexAttention(MappingContext context)
    {
        float? scale = context.Attributes.Has("scale") ? context.Attributes.Float("scale", 1) : null;
        if (!context.Attributes.Has("score_mod") && !context.Attributes.Has("prob_mod"))
        {
            context.Emit(new Attention { Scale = scale }, context.Input(0), context.Input(1), context.Input(2));
            return;
        }

        Value q = context.Input(0), v = context.Input(2);
        ElementType type = Computed(context, q.Info.Type);
        Value keys = Repeated(context, context.Cast(context.Input(1), type), q), values = Repeated(context, context.Cast(v, type), q);
        Value products = context.Add("products", new MatMul { TransposeB = true }, context.Cast(q, type), keys);
        Value scores = context.Binary(BinaryKind.Mul, products, Factor(context, q, scale, type));
        if (Changed(context, "score_mod", scores, type) is not { } changed
            || Changed(context, "prob_mod", context.Add("weights", new Softmax(-1), changed), type) is not { } weights)
        {
            context.Graph.SkipAll(context.Node);
            return;
        }

        context.SetOutput(0, context.Cast(context.Add("result", new MatMul(), weights, values), v.Info.Type));
    }

    /// <summary>Half precision is computed in Float32 unless the model asks for something else.</summary>
    private static ElementType Computed(MappingContext context, ElementType type) => context.Attributes.Has("softmax_precision")
        ? ConversionMapping.TypeOf(context.Attributes.Int("softmax_precision", 0), "softmax_precision")
        : type is ElementType.Float16 or ElementType.BFloat16 ? ElementType.Float32 : type;

    private static Value Factor(MappingContext context, Value q, float? scale, ElementType type)
    {
        if (scale is { } stated) return context.Scalar(type, stated);
        return context.Unary(UnaryKind.Rsqrt, context.AsScalar(context.Cast(context.ShapeOf(q, 3, 4), type)));
    }

    /// <summary>Keys or values with one head for each head of the queries.</summary>
    private static Value Repeated(MappingContext context, Value x, Value q)
    {
        int heads = HeadsOf(q), groups = HeadsOf(x);
        if (heads == groups) return x;
        if (groups < 1 || heads % groups != 0) throw new InvalidNetworkException($"{heads} heads of queries cannot share {groups} heads of keys");
        return context.Add("repeated", new Gather(1), x, context.Integers("heads", [.. Enumerable.Range(0, heads).Select(h => (long)(h / (heads / groups)))]));
    }

    private static int HeadsOf(Value x) => x.Info.Shape is { IsRanked: true, Rank: 4 } shape && shape[1] >= 0
        ? shape[1]
        : throw new UnmappedException($"the number of heads of {x.Info} is unknown");

    /// <summary>What a graph of the model makes of its only input; null when it cannot be mapped.</summary>
    private static Value? Changed(MappingContext context, string attribute, Value x, ElementType type)
    {
        if (!context.Attributes.Has(attribute)) return x;
        GraphProto graph = context.Attributes.Graph(attribute);
        if (graph.Input.Count != 1 || graph.Output.Count != 1)
            throw new InvalidNetworkException($"graph '{attribute}' has {graph.Input.Count} inputs and {graph.Output.Count} results, expected one each");
        GraphMapper inner = context.Graph.Inner(seesOuter: true);
        inner.AddInitializers(graph);
        inner.Write(graph.Input[0].Name, new TensorValue(x));
        inner.Map(graph.Node);
        return inner.Read(graph.Output[0].Name) is TensorValue result ? context.Cast(result.Value, type) : null;
    }
}
