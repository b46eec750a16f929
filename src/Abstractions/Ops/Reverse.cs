using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x in opposite order along some axes.</summary>
/// <remarks>
/// Operands: x of any type; axes, Int32 or Int64, negative ones count from the end. Sources: TFLite REVERSE_V2, TF ReverseV2; ONNX Slice with step -1.
/// </remarks>
public sealed record Reverse : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        VectorOperand.Count(context, 1);
        if (x.Shape.IsRanked) VectorOperand.Axes(context, 1, x.Shape.Rank);
        return InferenceContext.One(x.Type, x.Shape);
    }
}
