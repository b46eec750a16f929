using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The different elements of a list, in the order in which they first occur. How many there are depends on the data.</summary>
/// <remarks>Operand: x <c>[N]</c>, numbers. Results: values <c>[count]</c>; for each element of x the index of its value <c>[N]</c>. Sources: TFLite UNIQUE, TF Unique.</remarks>
/// <param name="IndexType">Int32 or Int64.</param>
public sealed record Unique(ElementType IndexType) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(IndexType is ElementType.Int32 or ElementType.Int64, $"index type {IndexType}, expected Int32 or Int64");
        context.RequireRank(0, 1, 1);
        return [new(context[0].Type, Shape.OfRank(1)), new(IndexType, context.IsRanked ? context[0].Shape : Shape.OfRank(1))];
    }
}
