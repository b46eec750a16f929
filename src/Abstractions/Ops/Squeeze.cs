using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x without dimensions of size 1.</summary>
/// <remarks>
/// Operands: x of any type; axes, Int32 or Int64, optional: the dimensions to drop, negative ones count from the end; without it every
/// dimension of size 1 is dropped. Sources: TFLite SQUEEZE, ONNX Squeeze-13, TF Squeeze.
/// </remarks>
public sealed record Squeeze : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => new(1, 2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int count = context.Optional(1) is null ? -1 : VectorOperand.Count(context, 1);
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        return InferenceContext.One(x.Type, context.Optional(1) is null ? DropOnes(x.Shape) : DropAxes(context, x.Shape, count));
    }

    private static Shape DropOnes(Shape x)
    {
        List<Dimension> kept = [];
        foreach (Dimension size in x)
        {
            if (!size.IsKnown) return Shape.Unranked;
            if (size.Size != 1) kept.Add(size);
        }

        return Shape.Create([.. kept]);
    }

    private static Shape DropAxes(InferenceContext context, Shape x, int count)
    {
        if (VectorOperand.Axes(context, 1, x.Rank) is not { } dropped)
            return count < 0 ? Shape.Unranked : Shape.OfRank(Sizes.Checked(x.Rank - count, "rank").Size);
        List<Dimension> kept = [];
        for (int i = 0; i < x.Rank; i++)
        {
            if (!dropped[i]) kept.Add(x.Dimensions[i]);
            else InferenceContext.Require(x[i] is 1 or -1, $"axis {i} of {x} has size {x[i]}, only size 1 can be dropped");
        }

        return Shape.Create([.. kept]);
    }
}
