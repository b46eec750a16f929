using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>The first elements of each sequence in opposite order, the rest as it is.</summary>
/// <remarks>
/// Operands: x of any type; lengths <c>[x's size along the batch axis]</c>, Int32 or Int64: how many elements of that sequence are
/// reversed, 0 to the size of the sequence axis. Sources: TFLite REVERSE_SEQUENCE, ONNX ReverseSequence, TF ReverseSequence.
/// </remarks>
/// <param name="SequenceAxis">Axis that is reversed; negative counts from the end.</param>
/// <param name="BatchAxis">Axis that tells sequences apart; negative counts from the end.</param>
public sealed record ReverseSequence(int SequenceAxis, int BatchAxis) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        context.RequireRank(1, 1, 1);
        if (x.Shape.IsRanked)
        {
            int sequence = InferenceContext.Axis(SequenceAxis, x.Shape.Rank), batch = InferenceContext.Axis(BatchAxis, x.Shape.Rank);
            InferenceContext.Require(sequence != batch, $"axis {sequence} is both sequence and batch");
            if (VectorOperand.Values(context, 1, x.Shape[batch]) is { } lengths)
                foreach (long length in lengths)
                    InferenceContext.Require(length >= 0 && (x.Shape[sequence] < 0 || length <= x.Shape[sequence]),
                        $"length {length} is outside [0, {x.Shape[sequence]}]");
        }

        return InferenceContext.One(x.Type, x.Shape);
    }
}
