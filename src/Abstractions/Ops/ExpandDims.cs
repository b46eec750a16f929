using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x with more dimensions of size 1.</summary>
/// <remarks>
/// Operands: x of any type; axes, Int32 or Int64: positions of the new dimensions in the output, negative ones count from its end.
/// Sources: TFLite EXPAND_DIMS, ONNX Unsqueeze-13, TF ExpandDims.
/// </remarks>
public sealed record ExpandDims : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int count = VectorOperand.Count(context, 1);
        if (!x.Shape.IsRanked || count < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        int rank = x.Shape.Rank + count;
        if (VectorOperand.Axes(context, 1, rank) is not { } added) return InferenceContext.One(x.Type, Shape.OfRank(rank));
        InferenceContext.Require(added.Count(a => a) == count, "the axes of new dimensions name one position twice");
        var dimensions = new Dimension[rank];
        for (int i = 0, next = 0; i < rank; i++) dimensions[i] = added[i] ? 1 : x.Shape.Dimensions[next++];
        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}
