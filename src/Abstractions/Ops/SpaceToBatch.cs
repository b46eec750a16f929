using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Spatial dimensions padded, then every b-th position put into a batch of its own.</summary>
/// <remarks>
/// Operands: x <c>[N, d1…dm, R…]</c> of any type; block sizes b <c>[m]</c>; paddings <c>[m, 2]</c>, not negative; both Int32 or Int64.
/// Output <c>[N * b1*…*bm, (before + d + after) / b…, R…]</c>; the position inside the block is the slowest part of the batch index.
/// Padding stands for the number 0, which is the output's zero point when that is quantized.
/// Sources: TFLite SPACE_TO_BATCH_ND, TF SpaceToBatchND.
/// </remarks>
public sealed record SpaceToBatch : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int spatial = BlockOperands.Check(context);
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        if (!context.TryIntegers(1, out long[]? blocks) || !context.TryIntegers(2, out long[]? paddings))
            return InferenceContext.One(x.Type, BlockOperands.RestKnown(x.Shape, spatial));
        Dimension[] dimensions = x.Shape.Dimensions.Span.ToArray();
        for (int i = 0; i < spatial; i++)
        {
            Dimension padded = Sizes.Grow(Sizes.Grow(dimensions[i + 1], BlockOperands.Border(paddings[2 * i])), BlockOperands.Border(paddings[(2 * i) + 1]));
            dimensions[i + 1] = Sizes.Divide(padded, blocks[i], $"padded size of spatial dimension {i}");
            dimensions[0] = Sizes.Multiply(dimensions[0], blocks[i]);
        }

        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}
