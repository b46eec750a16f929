using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Running sums along one axis.</summary>
/// <remarks>
/// Operands: x <c>[…]</c>, floats or integers of at least 8 bits; axis, one Int32 or Int64, negative counts from the end. Output like x. Sources:
/// TFLite CUMSUM, ONNX CumSum, TF Cumsum.
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
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context) => Running(context);

    internal static ImmutableArray<TensorInfo> Running(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat() || (x.Type.IsInteger() && !x.Type.IsPacked()), $"operand 0 is {x}, expected floats or integers of at least 8 bits");
        if (context.TryIntegers(1, out long[]? axis) && context.IsRanked)
        {
            InferenceContext.Require(axis.Length == 1, $"operand 1 has {axis.Length} axes, expected 1");
            InferenceContext.Axis(axis[0], x.Shape.Rank);
        }

        return InferenceContext.One(x.Type, x.Shape);
    }
}
