using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Applies a function of two numbers element by element, with broadcasting.</summary>
/// <remarks>
/// Operands <c>[…]</c> of one type; shapes are aligned at their last dimension, and a dimension of size 1 is repeated. Floats and integers.
/// Quantized integers take Add, Sub, Mul, Div, SquaredDifference, Minimum and Maximum. Sources: the operators of TFLite, ONNX, TF and Caffe
/// Eltwise under these names.
/// </remarks>
/// <param name="Kind">The function.</param>
public sealed record Binary(BinaryKind Kind) : Op
{
    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; init; }

    /// <summary>How integer results are rounded.</summary>
    public Requantization Requantization { get; init; }

    /// <summary>Whether Int16 sums with power-of-two scales are computed by shifting alone, as TensorFlow Lite's pot_scale_int16 says.</summary>
    public bool PowerOfTwoScale { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo a = context[0];
        context.RequireSameType(0, 1);
        InferenceContext.Require(a.Type.IsFloat() || a.Type.IsInteger(), $"operand 0 is {a}, expected numbers");
        return InferenceContext.One(a.Type, Broadcasting.Merge(a.Shape, context[1].Shape));
    }
}
