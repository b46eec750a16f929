using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The determinants of square matrices.</summary>
/// <remarks>Operand: x <c>[…, M, M]</c>, floats. Output <c>[…]</c>. Sources: ONNX Det-22, TF MatrixDeterminant.</remarks>
public sealed record Determinant : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireRank(0, 2);
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        Inference.Sizes.Same(x.Shape.Dimensions[x.Shape.Rank - 2], x.Shape.Dimensions[x.Shape.Rank - 1], "number of rows and columns");
        return InferenceContext.One(x.Type, Shape.Create(x.Shape.Dimensions.Span[..^2]));
    }
}
