using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The number of x's elements.</summary>
/// <remarks>Operand: x of any type. Output: a scalar. Sources: ONNX Size, TF Size.</remarks>
/// <param name="OutputType">Int32 or Int64.</param>
public sealed record SizeOf(ElementType OutputType) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType is ElementType.Int32 or ElementType.Int64, $"output type {OutputType}, expected Int32 or Int64");
        return InferenceContext.One(OutputType, Shape.Scalar);
    }
}
