using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The number of the interval that each element lies in: how many boundaries are not greater than it.</summary>
/// <remarks>
/// Operand x <c>[…]</c>: floats, or Int32 and Int64, which are compared as Float32. Output <c>[…]</c> Int32; NaN lies behind all boundaries.
/// Sources: TFLite BUCKETIZE, TF Bucketize.
/// </remarks>
/// <param name="Boundaries">In ascending order.</param>
public sealed record Bucketize(ValueList<float> Boundaries) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat() || x.Type is ElementType.Int32 or ElementType.Int64, $"operand 0 is {x}, expected floats, Int32 or Int64");
        for (int i = 1; i < Boundaries.Count; i++)
            InferenceContext.Require(Boundaries[i] >= Boundaries[i - 1], $"boundary {i} is {Boundaries[i]} after {Boundaries[i - 1]}, expected ascending order");
        return InferenceContext.One(ElementType.Int32, x.Shape);
    }
}
