using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x with a block replaced by another tensor.</summary>
/// <remarks>
/// Operands: x of any type; update of the same type and rank, not larger; start <c>[rank]</c>, Int32 or Int64, clamped so that the block
/// lies inside x. Output: x's shape. Sources: TFLite DYNAMIC_UPDATE_SLICE, StableHLO dynamic_update_slice.
/// </remarks>
public sealed record DynamicUpdateSlice : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], update = context[1];
        context.RequireSameType(0, 1);
        if (x.Shape.IsRanked)
        {
            VectorOperand.Values(context, 2, x.Shape.Rank);
            context.RequireRank(1, x.Shape.Rank, x.Shape.Rank);
            for (int i = 0; i < x.Shape.Rank && update.Shape.IsRanked; i++)
                InferenceContext.Require(x.Shape[i] < 0 || update.Shape[i] <= x.Shape[i], $"operand 1 is {update}, larger than {x}");
        }

        return InferenceContext.One(x.Type, x.Shape);
    }
}
