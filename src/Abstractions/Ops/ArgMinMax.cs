using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Index of the largest or smallest element along one axis.</summary>
/// <remarks>
/// Operands: x <c>[…]</c>, numbers; axis, one Int32 or Int64, negative counts from the end. Output: x without the axis, or with size 1 there.
/// Equal elements: the first counts, or the last with <see cref="SelectLast"/>. Sources: TFLite ARG_MAX and ARG_MIN, ONNX ArgMax and ArgMin.
/// </remarks>
/// <param name="Kind">Largest or smallest.</param>
/// <param name="OutputType">Int32 or Int64.</param>
public sealed record ArgMinMax(ArgKind Kind, ElementType OutputType) : Op
{
    /// <summary>Whether the axis stays with size 1.</summary>
    public bool KeepDims { get; init; }

    /// <summary>Whether the last of equal elements counts.</summary>
    public bool SelectLast { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType is ElementType.Int32 or ElementType.Int64, $"output type {OutputType}, expected Int32 or Int64");
        bool known = context.TryIntegers(1, out long[]? axes);
        if (!context.IsRanked) return InferenceContext.One(OutputType, Shape.Unranked);
        context.RequireRank(0, 1);
        Shape x = context[0].Shape;
        if (!known) return InferenceContext.One(OutputType, Shape.OfRank(KeepDims ? x.Rank : x.Rank - 1));
        InferenceContext.Require(axes!.Length == 1, $"operand 1 has {axes.Length} axes, expected 1");
        int axis = InferenceContext.Axis(axes[0], x.Rank);
        if (KeepDims) return InferenceContext.One(OutputType, x.With(axis, 1));
        return InferenceContext.One(OutputType, Shape.Create([.. x.Dimensions.Span[..axis], .. x.Dimensions.Span[(axis + 1)..]]));
    }
}
