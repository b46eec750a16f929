using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>The shape that two shapes, given as lists of integers, are broadcast to.</summary>
/// <remarks>
/// Operands: shapes <c>[m]</c> and <c>[n]</c>, both Int32 or both Int64. Output <c>[max(m, n)]</c> of that type.
/// Sources: TFLite BROADCAST_ARGS, TF BroadcastArgs.
/// </remarks>
public sealed record BroadcastArgs : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireSameType(0, 1);
        int a = VectorOperand.Count(context, 0), b = VectorOperand.Count(context, 1);
        if (context.Constant(0) is not null && context.Constant(1) is not null)
            BroadcastShape.Of(VectorOperand.ToShape(context, 0), VectorOperand.ToShape(context, 1));
        return InferenceContext.One(context[0].Type, [a < 0 || b < 0 ? -1 : Math.Max(a, b)]);
    }
}
