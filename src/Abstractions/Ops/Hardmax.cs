using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>1 at the first of the largest elements along one axis, 0 elsewhere.</summary>
/// <remarks>Input and output floats <c>[…]</c>. Sources: ONNX Hardmax-13.</remarks>
/// <param name="Axis">Axis to compare along; negative counts from the end.</param>
public sealed record Hardmax(int Axis) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        if (context.IsRanked) InferenceContext.Axis(Axis, x.Shape.Rank);
        return InferenceContext.One(x.Type, x.Shape);
    }
}
