using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>For every batch and class, the boxes of highest score that do not overlap one of higher score. How many there are depends on the data.</summary>
/// <remarks>
/// Operands: boxes <c>[N, B, 4]</c> and scores <c>[N, C, B]</c>, Float32; most boxes to keep per class, optional, one Int32 or Int64, 0 without it; overlap
/// threshold, optional, one Float32, 0 without it; score threshold, optional, one Float32: scores must be above it. Boxes are two opposite corners
/// <c>(y1, x1, y2, x2)</c> or, with <see cref="CenterBoxes"/>, <c>(x, y, width, height)</c> around their middle. Output Int64 <c>[count, 3]</c>: batch, class, box; a box
/// is dropped when its intersection with a kept one divided by their union is above the threshold. Sources: ONNX NonMaxSuppression-11.
/// </remarks>
public sealed record BatchedNonMaxSuppression : Op
{
    /// <summary>Whether boxes are given by middle and size.</summary>
    public bool CenterBoxes { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(2, 5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        for (int i = 0; i < 5; i++)
            if (i != 2) context.RequireType(i, ElementType.Float32);
        context.RequireRank(0, 3, 3);
        context.RequireRank(1, 3, 3);
        if (context.Optional(2) is not null) VectorOperand.Values(context, 2, 1);
        if (context.IsRanked)
        {
            Shape boxes = context[0].Shape, scores = context[1].Shape;
            InferenceContext.Require(boxes[2] is -1 or 4, $"operand 0 is {context[0]}, expected 4 numbers per box");
            Sizes.Same(boxes.Dimensions[0], scores.Dimensions[0], "batch of boxes and scores");
            Sizes.Same(boxes.Dimensions[1], scores.Dimensions[2], "number of boxes and scores");
        }

        return InferenceContext.One(ElementType.Int64, [Dimension.Unknown, 3]);
    }
}
