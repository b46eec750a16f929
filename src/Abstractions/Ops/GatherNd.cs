using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Elements or blocks of x at coordinates: output[b…, i…] = x[b…, indices[b…, i…, :], …].</summary>
/// <remarks>
/// Operands: x <c>[B…, n1…nk, S…]</c> of any type; indices <c>[B…, I…, k]</c>, Int32 or Int64, negative ones count from the end.
/// Output <c>[B…, I…, S…]</c>. Sources: TFLite GATHER_ND, ONNX GatherND-13, TF GatherNd.
/// </remarks>
public sealed record GatherNd : Op
{
    /// <summary>Leading dimensions that x and indices share. Default 0.</summary>
    public int BatchDims { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], indices = context[1];
        context.RequireType(1, ElementType.Int32, ElementType.Int64);
        context.RequireRank(1, 1);
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        int last = indices.Shape.Rank - 1, depth = indices.Shape[last];
        InferenceContext.Require(BatchDims >= 0 && BatchDims <= last && BatchDims <= x.Shape.Rank,
            $"{BatchDims} batch dimension(s), expected 0 to {Math.Min(last, x.Shape.Rank)}");
        if (depth < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        InferenceContext.Require(BatchDims + depth <= x.Shape.Rank, $"coordinates of {depth} number(s) after {BatchDims} batch dimension(s) do not fit {x}");
        ReadOnlySpan<Dimension> from = x.Shape.Dimensions.Span, by = indices.Shape.Dimensions.Span;
        var dimensions = new List<Dimension>();
        for (int i = 0; i < BatchDims; i++) dimensions.Add(Sizes.Same(from[i], by[i], $"batch dimension {i}"));
        dimensions.AddRange(by[BatchDims..last]);
        dimensions.AddRange(from[(BatchDims + depth)..]);
        return InferenceContext.One(x.Type, Shape.Create([.. dimensions]));
    }
}
