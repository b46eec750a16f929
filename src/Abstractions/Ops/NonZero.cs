using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Coordinates of the elements that are not zero, in row-major order. How many there are depends on the data.</summary>
/// <remarks>Operand: x <c>[…]</c>, numbers or Bool. Output <c>[count, rank]</c>. Sources: TFLite WHERE; ONNX NonZero is its transpose.</remarks>
/// <param name="OutputType">Int32 or Int64.</param>
public sealed record NonZero(ElementType OutputType) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType is ElementType.Int32 or ElementType.Int64, $"output type {OutputType}, expected Int32 or Int64");
        return InferenceContext.One(OutputType, [Dimension.Unknown, context.IsRanked ? context[0].Shape.Rank : Dimension.Unknown]);
    }
}
