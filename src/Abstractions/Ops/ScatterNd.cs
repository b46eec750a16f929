using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x with elements or blocks changed at coordinates: output[indices[i…, :], …] = updates[i…, …].</summary>
/// <remarks>
/// Operands: x <c>[n1…nk, S…]</c>; indices <c>[I…, k]</c>, Int32 or Int64, negative ones count from the end; updates <c>[I…, S…]</c> of
/// x's type. Output: x's shape. Updates are applied in order. Sources: ONNX ScatterND-18, TF TensorScatterUpdate; TFLite SCATTER_ND and
/// SPARSE_TO_DENSE on a filled x.
/// </remarks>
public sealed record ScatterNd : Op
{
    /// <summary>How updates join what is there. Default: they replace it.</summary>
    public ScatterReduction Reduction { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], indices = context[1], updates = context[2];
        context.RequireType(1, ElementType.Int32, ElementType.Int64);
        context.RequireSameType(0, 2);
        context.RequireRank(1, 1);
        if (context.IsRanked && indices.Shape[indices.Shape.Rank - 1] is >= 0 and var depth)
        {
            InferenceContext.Require(depth <= x.Shape.Rank, $"coordinates of {depth} number(s) do not fit {x}");
            var expected = Shape.Create([.. indices.Shape.Dimensions.Span[..^1], .. x.Shape.Dimensions.Span[depth..]]);
            InferenceContext.Require(updates.Shape.IsCompatibleWith(expected), $"operand 2 is {updates}, expected shape {expected}");
        }

        return InferenceContext.One(x.Type, x.Shape);
    }
}
