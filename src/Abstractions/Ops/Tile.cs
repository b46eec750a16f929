using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x repeated along each axis.</summary>
/// <remarks>
/// Operands: x <c>[d…]</c> of any type; repeats <c>[rank]</c>, Int32 or Int64, not negative. Output <c>[d * repeats…]</c>.
/// Sources: TFLite TILE, ONNX Tile, TF Tile, Caffe Tile.
/// </remarks>
public sealed record Tile : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int count = VectorOperand.Count(context, 1), rank = x.Shape.IsRanked ? x.Shape.Rank : count;
        long[]? repeats = VectorOperand.Values(context, 1, rank);
        if (rank < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        if (repeats is null || !x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.OfRank(rank));
        var dimensions = new Dimension[rank];
        for (int i = 0; i < rank; i++)
            dimensions[i] = Sizes.Multiply(x.Shape.Dimensions[i], Sizes.Checked(repeats[i], $"number of repeats along axis {i}").Size);
        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}
