using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The number of x's dimensions.</summary>
/// <remarks>Operand: x of any type. Output: an Int32 scalar. Sources: TFLite RANK, TF Rank.</remarks>
public sealed record RankOf : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context) => InferenceContext.One(ElementType.Int32, Shape.Scalar);
}
