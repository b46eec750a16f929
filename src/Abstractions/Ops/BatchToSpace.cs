using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Batches interleaved into spatial dimensions, which are then cropped; undoes <see cref="SpaceToBatch"/>.</summary>
/// <remarks>
/// Operands: x <c>[N * b1*…*bm, d1…dm, R…]</c> of any type; block sizes b <c>[m]</c>; crops <c>[m, 2]</c>, not negative; both Int32 or
/// Int64. Output <c>[N, d * b - before - after…, R…]</c>. Sources: TFLite BATCH_TO_SPACE_ND, TF BatchToSpaceND.
/// </remarks>
public sealed record BatchToSpace : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int spatial = BlockOperands.Check(context);
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        if (!context.TryIntegers(1, out long[]? blocks) || !context.TryIntegers(2, out long[]? crops))
            return InferenceContext.One(x.Type, BlockOperands.RestKnown(x.Shape, spatial));
        Dimension[] dimensions = x.Shape.Dimensions.Span.ToArray();
        for (int i = 0; i < spatial; i++)
        {
            Dimension joined = Sizes.Multiply(dimensions[i + 1], Sizes.Checked(blocks[i], "block size").Size);
            dimensions[i + 1] = Sizes.Grow(joined, -BlockOperands.Border(crops[2 * i]) - BlockOperands.Border(crops[(2 * i) + 1]));
            dimensions[0] = Sizes.Divide(dimensions[0], blocks[i], "batch size");
        }

        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}
