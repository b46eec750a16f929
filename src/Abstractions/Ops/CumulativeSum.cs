using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Running sums along one axis.</summary>
/// <remarks>
/// Operands: x <c>[…]</c>, Float32, Float64, Int32 or Int64; axis, one Int32 or Int64, negative counts from the end. Output like x. Sources: TFLite
/// CUMSUM, ONNX CumSum, TF Cumsum.
/// </remarks>
public sealed record CumulativeSum : Op
{
    /// <summary>Whether an element is left out of its own sum.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether sums run from the end.</summary>
    public bool Reverse { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Float32, ElementType.Float16, ElementType.BFloat16, ElementType.Float64, ElementType.Int32, ElementType.Int64);
        if (context.TryIntegers(1, out long[]? axis) && context.IsRanked)
        {
            InferenceContext.Require(axis.Length == 1, $"operand 1 has {axis.Length} axes, expected 1");
            InferenceContext.Axis(axis[0], context[0].Shape.Rank);
        }

        return InferenceContext.One(context[0].Type, context[0].Shape);
    }
}
