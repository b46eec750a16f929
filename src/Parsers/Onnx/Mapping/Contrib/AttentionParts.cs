using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>What the attention operators of the domain have in common: masks, caches, and the operator itself.</summary>
internal static class AttentionParts
{
    private const float FilterValue = -10000;

    /// <summary>Attention of q <c>[N, H, T, D]</c> to k and v; the result is <c>[N, T, H * V]</c>.</summary>
    /// <param name="context">The node.</param>
    /// <param name="op">Scale, windows and the like.</param>
    /// <param name="q">Queries.</param>
    /// <param name="k">Keys, those of the past included.</param>
    /// <param name="v">Values, those of the past included.</param>
    /// <param name="mask">Added to the scores; null for none.</param>
    /// <param name="offset">Place of the first query among the keys; null for 0.</param>
    /// <param name="lengths">How many keys count per batch; null for all.</param>
    /// <param name="scores">Number of the output that takes the scores.</param>
    public static void Attend(MappingContext context, Attention op, Value q, Value k, Value v, Value? mask, Value? offset, Value? lengths, int scores)
    {
        if (context.HasOutput(scores)) op = op with { Scores = AttentionScores.Masked };
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op, [q, k, v, mask, offset, lengths]);
        context.SetOutput(0, AttentionMapping.Join(context, results[0]));
        if (context.HasOutput(scores)) context.SetOutput(scores, results[1]);
    }

    /// <summary>The stated scale; null for the usual one.</summary>
    public static float? Scale(MappingContext context) => context.Attributes.Float("scale", 0) is var scale && scale != 0 ? scale : null;

    /// <summary>The number of heads.</summary>
    public static int Heads(MappingContext context, string attribute = "num_heads") => context.Attributes.RequiredInt(attribute) is > 0 and <= int.MaxValue and var heads
        ? (int)heads : throw new InvalidNetworkException($"attribute '{attribute}' is {context.Attributes.RequiredInt(attribute)}, expected a positive number");

    /// <summary>What to add to the scores: the bias, and a large negative number for keys that the mask leaves out.</summary>
    /// <param name="context">The node.</param>
    /// <param name="mask">
    /// <c>[N, S]</c> or <c>[N, T, S]</c>: positive for keys that count; <c>[N]</c>: how many keys count, or <c>[2 N]</c>: where they end, then where
    /// they begin; null for none.
    /// </param>
    /// <param name="bias">Added to the scores as it is; null for none.</param>
    /// <param name="q">Queries <c>[N, H, T, D]</c>.</param>
    /// <param name="k">All keys <c>[N, H, S, D]</c>.</param>
    public static Value? Mask(MappingContext context, Value? mask, Value? bias, Value q, Value k)
    {
        if (mask is null) return bias;
        int rank = mask.RankOf("the mask");
        Value seen = rank switch
        {
            1 => context.Unsqueeze(Seen(context, mask, q, k), 1, 2),
            2 => context.Unsqueeze(Positive(context, mask), 1, 2),
            3 => context.Unsqueeze(Positive(context, mask), 1),
            _ => throw new UnmappedException($"the mask is {mask.Info}, expected 1 to 3 dimensions"),
        };
        ElementType type = q.Info.Type;
        Value added = context.Add("mask", new Select(), seen, context.Scalar(type, 0), context.Scalar(type, context.Attributes.Float("mask_filter_value", FilterValue)));
        return bias is null ? added : context.Binary(BinaryKind.Add, added, bias);
    }

    /// <summary>The first or second half of a cache <c>[2, …]</c>.</summary>
    public static Value Half(MappingContext context, Value past, int index) => context.Squeeze(context.Part(past, 0, index, index + 1), 0);

    /// <summary>0, 1, 2 … as far as a dimension reaches, Int64.</summary>
    public static Value Places(MappingContext context, Value x, int axis) => context.Add("places", new Ops.Range(), context.Scalar(ElementType.Int64, 0),
        context.AsScalar(context.ShapeOf(x, axis, axis + 1)), context.Scalar(ElementType.Int64, 1));

    private static Value Positive(MappingContext context, Value mask) => context.Compare(ComparisonKind.Greater, mask, context.Scalar(mask.Info.Type, 0));

    private static Value Seen(MappingContext context, Value mask, Value q, Value k)
    {
        Dimension count = mask.Info.Shape.Dimensions[0], batch = q.Info.Shape.IsRanked ? q.Info.Shape.Dimensions[0] : Dimension.Unknown;
        Value places = Places(context, k, 2), ends = context.Cast(mask, ElementType.Int64);
        if (count == batch && (count.IsKnown || count.Name is not null))
            return context.Compare(ComparisonKind.Less, places, context.Unsqueeze(ends, 1));
        if (count.IsKnown && batch.IsKnown && count.Size != 2 * (long)batch.Size)
            throw new UnmappedException($"the mask is {mask.Info} for a batch of {batch}, expected one or two numbers per batch");
        // Whether there are beginnings may show only at run time; without them the last row is that of the ends, times 0.
        Value rows = context.Add("rows", new Reshape(), ends, context.Concat(0, context.Integers("any", -1), context.ShapeOf(q, 0, 1)));
        Value further = context.Binary(BinaryKind.Sub, context.ShapeOf(rows, 0, 1), context.Integers("one", 1));
        Value from = context.Binary(BinaryKind.Mul, context.Part(rows, 0, -1, int.MaxValue), further);
        return context.Add("both", new Logical(LogicalKind.And),
            context.Compare(ComparisonKind.Less, places, context.Transpose(context.Part(rows, 0, 0, 1), 1, 0)),
            context.Compare(ComparisonKind.GreaterOrEqual, places, context.Transpose(from, 1, 0)));
    }
}
