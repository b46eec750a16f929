using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Applies a function of one number to every element.</summary>
/// <remarks>
/// Input and output <c>[…]</c> of one type. Floats take every function that yields a number. Quantized integers take them too: the result is
/// rounded to the nearest stored integer, by TensorFlow Lite's own arithmetic where that differs. Other integers take Abs, Neg, Sign, Square,
/// Relu and BitwiseNot. Sources: the element-wise operators of TFLite, ONNX, TF and Caffe under these names; TFLite LOGISTIC is Sigmoid.
/// </remarks>
/// <param name="Kind">The function.</param>
public sealed record Unary(UnaryKind Kind) : Op
{
    /// <summary>First parameter of functions that have one.</summary>
    public float Alpha { get; init; }

    /// <summary>Second parameter of functions that have two.</summary>
    public float Beta { get; init; }

    /// <summary>
    /// How integer results are rounded; <see cref="NnBridge.Ops.Requantization.Float"/> applies the function to the numbers that the integers
    /// stand for, in float32.
    /// </summary>
    public Requantization Requantization { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        if (Kind == UnaryKind.LogicalNot) context.RequireType(0, ElementType.Bool);
        else InferenceContext.Require(x.Type.IsFloat() || x.Type.IsInteger(), $"operand 0 is {x}, expected numbers");
        bool test = Kind is UnaryKind.IsNaN or UnaryKind.IsInf;
        return InferenceContext.One(test ? ElementType.Bool : x.Type, x.Shape);
    }
}
